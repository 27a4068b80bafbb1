package dev.kendall.store.airtable;

import java.util.Objects;

/**
 * A record that cannot become a row, with the reason. It stays in the base as it is.
 *
 * @param table the table's name in the base
 * @param recordId the record's id there
 * @param field the field's name there, or empty when it is about the whole record
 * @param reason why, without anything of the record's content
 */
public record RejectedRecord(String table, String recordId, String field, String reason) {
    /** Checks the fields. */
    public RejectedRecord {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(recordId, "recordId");
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String toString() {
        return "record " + recordId + " of " + table + (field.isEmpty() ? "" : ", field " + field) + ": " + reason;
    }
}
