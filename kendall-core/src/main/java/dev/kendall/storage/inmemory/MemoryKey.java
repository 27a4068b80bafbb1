package dev.kendall.storage.inmemory;

import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import java.time.Instant;
import java.util.Comparator;

/** A memory's place in the order of recording. */
record MemoryKey(Instant recordedAt, MemoryId id) implements Comparable<MemoryKey> {
    private static final Comparator<MemoryKey> ORDER =
            Comparator.comparing(MemoryKey::recordedAt).thenComparing(MemoryKey::id);

    static MemoryKey of(Memory memory) {
        return new MemoryKey(memory.recordedAt(), memory.id());
    }

    @Override
    public int compareTo(MemoryKey other) {
        return ORDER.compare(this, other);
    }
}
