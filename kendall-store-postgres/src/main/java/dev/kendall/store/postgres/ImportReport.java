package dev.kendall.store.postgres;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * What an import of rows of one kind has done.
 *
 * @param read how many rows were taken from the source; at the end the sum of those inserted, replaced, kept, deleted and rejected
 * @param inserted how many were not there before
 * @param replaced how many took the place of an older one
 * @param kept how many stayed as they were stored
 * @param deleted how many were left out because they, or what they belong to, were deleted here: see {@link DeletedRows}
 * @param rejected how many were not stored, by reason; reasons that did not occur are absent
 * @param took how long it took by the storage's clock
 */
public record ImportReport(
        Kind kind,
        long read,
        long inserted,
        long replaced,
        long kept,
        long deleted,
        Map<ImportReject.Reason, Long> rejected,
        Duration took) {
    /** The kinds of rows. */
    public enum Kind {
        /** Users with their profiles. */
        USERS,
        /** Threads. */
        THREADS,
        /** Messages. */
        MESSAGES,
        /** Contacts. */
        CONTACTS,
        /** Patterns. */
        PATTERNS,
        /** Memories with their histories. */
        MEMORIES,
        /** Vectors of messages and memories. */
        VECTORS,
        /** External ids. */
        EXTERNAL_IDS
    }

    /** Copies the map. */
    public ImportReport {
        Map<ImportReject.Reason, Long> copy = new EnumMap<>(ImportReject.Reason.class);
        copy.putAll(rejected);
        rejected = Map.copyOf(copy);
    }

    /** How many rows were rejected, for whatever reason. */
    public long rejectedRows() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many rows were read in a second, on average; 0 when no time has passed. */
    public double rowsPerSecond() {
        return took.isZero() ? 0 : read / (took.toNanos() / 1e9);
    }
}
