package dev.kendall.store.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kendall.failure.StorageRefused;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares a base's schema with the field map, and adds what Kendall needs to write: in each table the fields {@code Kendall Id}, {@code Kendall
 * User} and {@code Kendall Row}, and the table {@code Kendall Threads}. Nothing that is there is changed. Stateless.
 */
public final class AirtableSetup {
    private final AirtableOptions options;
    private final AirtableClient client;

    private AirtableSetup(AirtableOptions options) {
        this.options = options;
        SharedBase shared = SharedBase.of(options.endpoint(), options.base(), options.requestsPerSecond());
        this.client = new AirtableClient(options, shared.limiter(), Lane.LIVE);
    }

    /** The setup of a base. */
    public static AirtableSetup of(AirtableOptions options) {
        return new AirtableSetup(options);
    }

    /**
     * What is missing.
     *
     * @param legacy what the legacy base lacks for being read at all, a sentence each, which says what to set in the field map
     * @param additions what {@link #create} adds, a line each, as it can be added by hand
     */
    public record Report(List<String> legacy, List<String> additions) {
        /** Copies the lists. */
        public Report {
            legacy = List.copyOf(legacy);
            additions = List.copyOf(additions);
        }

        /** Whether the base can be read. */
        public boolean isReadable() {
            return legacy.isEmpty();
        }

        /** Whether the base can be read and written. */
        public boolean isComplete() {
            return legacy.isEmpty() && additions.isEmpty();
        }
    }

    /** Something to be added. */
    private record Addition(String line, Runnable create) {}

    /** Reads the schema and says what is missing. */
    public Report check() {
        JsonNode schema = client.schema();
        Layout layout = Layout.of(options.fields(), schema);
        return new Report(
                layout.missing(),
                additions(layout, schema).stream().map(Addition::line).toList());
    }

    /**
     * Adds what {@link #check} says is missing for writing. Doing it again adds nothing.
     *
     * @return what is missing still: the legacy part
     * @throws StorageRefused when the token may not change the schema; says what to add by hand
     */
    public Report create() {
        JsonNode schema = client.schema();
        List<Addition> additions = additions(Layout.of(options.fields(), schema), schema);
        for (int i = 0; i < additions.size(); i++) {
            try {
                additions.get(i).create().run();
            } catch (StorageRefused e) {
                String left = String.join(
                        "; ",
                        additions.subList(i, additions.size()).stream()
                                .map(Addition::line)
                                .toList());
                throw new StorageRefused(
                        "the token may not change the schema of base " + options.base()
                                + "; give it the scope schema.bases:write, or add by hand: " + left,
                        e);
            }
        }
        return check();
    }

    private List<Addition> additions(Layout layout, JsonNode schema) {
        List<Addition> additions = new ArrayList<>();
        for (AirtableTable table : AirtableTable.values()) {
            TableLayout found = layout.find(table);
            if (found != null) {
                for (KendallField field : KendallField.values()) {
                    if (!found.kendall().contains(field)) {
                        additions.add(field(schema, found, field));
                    }
                }
            } else if (table == AirtableTable.THREADS) {
                additions.add(threads());
            }
        }
        return additions;
    }

    private Addition field(JsonNode schema, TableLayout table, KendallField field) {
        String id = "";
        for (JsonNode each : schema) {
            id = each.path("name").asText().equals(table.name())
                    ? each.path("id").asText()
                    : id;
        }
        String tableId = id;
        return new Addition(
                "table '" + table.name() + "': field '" + field.title() + "' of type " + field.type(),
                () -> client.createField(tableId, description(field)));
    }

    private Addition threads() {
        String name = options.fields().table(AirtableTable.THREADS);
        ObjectNode description = JsonNodeFactory.instance.objectNode().put("name", name);
        ArrayNode fields = description.putArray("fields");
        List<String> lines = new ArrayList<>();
        for (KendallField field : KendallField.values()) {
            fields.add(description(field));
            lines.add("'" + field.title() + "' of type " + field.type());
        }
        return new Addition(
                "table '" + name + "' with the fields " + String.join(", ", lines),
                () -> client.createTable(description));
    }

    private static ObjectNode description(KendallField field) {
        return JsonNodeFactory.instance.objectNode().put("name", field.title()).put("type", field.type());
    }
}
