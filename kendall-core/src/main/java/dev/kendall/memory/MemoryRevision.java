package dev.kendall.memory;

import dev.kendall.internal.Checks;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One change of a memory.
 *
 * @param memory the memory as it was after the change; its version numbers the changes
 * @param at when it was changed
 * @param reason what a retraction gave as its reason; else null
 */
public record MemoryRevision(
        Memory memory, Change change, Instant at, @Nullable String reason) {
    /** What was done. */
    public enum Change {
        /** Stored for the first time. */
        ADDED,
        /** Its content was changed. */
        UPDATED,
        /** Another memory took its place. */
        SUPERSEDED,
        /** It stopped counting without a successor. */
        RETRACTED,
        /** It counts again. */
        RESTORED
    }

    /**
     * What says whether it may be forgotten.
     *
     * @param version the memory's after the change
     */
    public record Head(long version, Change change, Instant at) {}

    /** Checks the fields. */
    public MemoryRevision {
        Objects.requireNonNull(memory, "memory");
        Objects.requireNonNull(change, "change");
        at = Checks.time("at", at);
        Checks.filledOrNull("reason", reason, MemoryStore.MAX_REASON);
    }

    /** Everything but what was remembered. */
    public Head head() {
        return new Head(memory.version(), change, at);
    }

    /** Everything but the reason, which may quote the user. */
    @Override
    public String toString() {
        return "MemoryRevision[" + memory + ", " + change + ", " + at + "]";
    }
}
