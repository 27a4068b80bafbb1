package dev.kendall.store.postgres;

import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.memory.MemoryRevision.Change;
import java.util.List;
import java.util.Objects;

/**
 * A memory with all its changes; one row of {@link PostgresImport#memories}.
 *
 * @param revisions oldest first, versions ascending; the last one's memory is {@code memory}
 */
public record MemoryHistory(Memory memory, List<MemoryRevision> revisions) {
    /**
     * Copies and checks the revisions.
     *
     * @throws IllegalArgumentException when they are not those of the memory, or the memory is its own successor
     */
    public MemoryHistory {
        Objects.requireNonNull(memory, "memory");
        revisions = List.copyOf(revisions);
        long version = 0;
        for (MemoryRevision revision : revisions) {
            Memory then = revision.memory();
            check(memory, then.user().equals(memory.user()) && then.id().equals(memory.id()), "is of another memory");
            check(memory, then.version() > version, "does not follow the one before it");
            check(
                    memory,
                    revision.reason() == null || revision.change() == Change.RETRACTED,
                    "gives a reason, which only a retraction has");
            version = then.version();
        }
        boolean leadsHere = !revisions.isEmpty()
                && revisions.get(revisions.size() - 1).memory().equals(memory);
        check(memory, leadsHere, "is missing: the last one must be of the memory as it is");
        if (memory.id().equals(memory.supersededBy())) {
            throw new IllegalArgumentException("memory " + memory.id() + " is its own successor");
        }
    }

    /** A memory of which only the present state is known: stored as it is when it was recorded. */
    public static MemoryHistory of(Memory memory) {
        return new MemoryHistory(memory, List.of(new MemoryRevision(memory, Change.ADDED, memory.recordedAt(), null)));
    }

    private static void check(Memory memory, boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("a revision of memory " + memory.id() + " " + otherwise);
        }
    }

    /** Nothing of what is remembered. */
    @Override
    public String toString() {
        return "MemoryHistory[" + memory + ", " + revisions.size() + " revisions]";
    }
}
