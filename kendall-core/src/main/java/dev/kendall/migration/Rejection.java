package dev.kendall.migration;

import java.util.Objects;

/**
 * A line of the files {@code rejects.jsonl} and {@code warnings.jsonl}.
 *
 * @param record the record's id at the source, or empty for a row that was made of several records
 * @param table the table's name at the source
 * @param field the field's name there, or empty when it is about the whole record
 * @param reason why the record became no row, or what was done about it, without anything of its content
 */
public record Rejection(String record, String table, String field, String reason) {
    /** Checks that all are there. */
    public Rejection {
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(reason, "reason");
    }
}
