package dev.kendall.migration;

import java.util.Objects;

/**
 * What had to be said of a record: why it was rejected, or what was done about it that is not plain.
 *
 * @param field the field's name at the source, or empty when it is about the whole record
 * @param reason in words, without anything of the record's content
 */
public record Note(String field, String reason) {
    /** Checks that both are there. */
    public Note {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(reason, "reason");
    }
}
