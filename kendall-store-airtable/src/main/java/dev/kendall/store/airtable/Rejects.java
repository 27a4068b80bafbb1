package dev.kendall.store.airtable;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the host of records that cannot be read. Thread-safe. */
final class Rejects {
    private static final Logger LOG = LoggerFactory.getLogger(Rejects.class);

    private final Consumer<RejectedRecord> listener;

    Rejects(AirtableOptions options) {
        this.listener = options.onRejected();
    }

    void report(TableLayout table, AirtableRecord record, Unreadable why) {
        RejectedRecord rejected = rejected(table, record, why);
        try {
            listener.accept(rejected);
        } catch (RuntimeException e) {
            LOG.warn("The listener for rejected records failed at record {}", record.id(), e);
        }
    }

    static RejectedRecord rejected(TableLayout table, AirtableRecord record, Unreadable why) {
        return new RejectedRecord(table.name(), record.id(), why.field(), why.reason());
    }
}
