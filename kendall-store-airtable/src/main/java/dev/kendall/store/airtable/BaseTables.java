package dev.kendall.store.airtable;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** A base with everything that reading and writing its rows needs. Thread-safe. */
final class BaseTables {
    private final AirtableOptions options;
    private final AirtableClient client;
    private final SharedBase shared;
    private final Layout layout;
    private final Map<AirtableTable, RecordMapping> mappings = new EnumMap<>(AirtableTable.class);

    private BaseTables(AirtableOptions options, AirtableClient client, SharedBase shared, Layout layout) {
        this.options = options;
        this.client = client;
        this.shared = shared;
        this.layout = layout;
        for (AirtableTable table : AirtableTable.values()) {
            TableLayout found = layout.find(table);
            if (found != null) {
                mappings.put(table, new RecordMapping(options, found));
            }
        }
    }

    /**
     * Reads the schema and compares it with the field map.
     *
     * @throws dev.kendall.failure.StorageRefused when a legacy table, or a field that no row can do without, is missing
     */
    static BaseTables open(AirtableOptions options, Lane lane) {
        SharedBase shared = SharedBase.of(options.endpoint(), options.base(), options.requestsPerSecond());
        AirtableClient client = new AirtableClient(options, shared.limiter(), lane);
        return new BaseTables(
                options,
                client,
                shared,
                Layout.of(options.fields(), client.schema()).checked());
    }

    /** The same base, on another lane. */
    BaseTables on(Lane lane) {
        return new BaseTables(options, client.on(lane), shared, layout);
    }

    AirtableOptions options() {
        return options;
    }

    AirtableClient client() {
        return client;
    }

    SharedBase shared() {
        return shared;
    }

    Layout layout() {
        return layout;
    }

    TableLayout table(AirtableTable table) {
        return layout.get(table);
    }

    RecordMapping mapping(AirtableTable table) {
        layout.get(table);
        return Objects.requireNonNull(mappings.get(table));
    }
}
