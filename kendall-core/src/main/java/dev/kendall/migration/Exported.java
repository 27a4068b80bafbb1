package dev.kendall.migration;

import dev.kendall.internal.Checks;
import dev.kendall.replica.StoredRow;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record of a source: the row that it becomes, or why it becomes none. Nothing in it is a default for what could not be read: that is a rejection,
 * or a note.
 *
 * @param record its id at the source, 1 to 256 characters
 * @param created when it was created there
 * @param row what it becomes, the same in every reading of an unchanged record, its id too; null when it is rejected
 * @param notes why it is rejected, at least one; else what is not plain about the row
 */
public record Exported(
        String record, Instant created, @Nullable StoredRow row, List<Note> notes) {
    /** Checks the fields and copies the notes. */
    public Exported {
        Checks.filled("record id", record, 256);
        created = Checks.time("created", created);
        notes = List.copyOf(notes);
        if (row == null && notes.isEmpty()) {
            throw new IllegalArgumentException("record " + record + " is rejected without a reason");
        }
    }

    /** A record that becomes a row, plainly. */
    public static Exported of(String record, Instant created, StoredRow row) {
        return new Exported(record, created, Objects.requireNonNull(row, "row"), List.of());
    }

    /** A record that becomes none. */
    public static Exported rejected(String record, Instant created, Note reason) {
        return new Exported(record, created, null, List.of(reason));
    }
}
