package dev.kendall.store.airtable;

import dev.kendall.replica.StoredRow;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A row as it was read.
 *
 * @param recordId its record, or null when it is a thread that only its messages tell of
 * @param recordCreated when the record was created
 * @param isStamped whether Kendall has written the record
 */
record LoadedRow(StoredRow row, @Nullable String recordId, Instant recordCreated, boolean isStamped) {
    /** Of two that claim the same, the first keeps it. */
    static final Comparator<LoadedRow> FIRST_COME =
            Comparator.comparing(LoadedRow::recordCreated).thenComparing(row -> String.valueOf(row.recordId()));

    LoadedRow with(StoredRow other) {
        return new LoadedRow(other, recordId, recordCreated, isStamped);
    }
}
