package dev.kendall.store.airtable;

import java.util.Objects;

/**
 * Something about a record's field that a person should know: what had to be filled in, and what is kept elsewhere than expected.
 *
 * @param field the field's name in the base
 * @param note what, without anything of the field's content
 */
public record FieldNote(String field, String note) {
    /** Checks the fields. */
    public FieldNote {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(note, "note");
    }
}
