package dev.kendall.storage.inmemory;

import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryRevision;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/** A user's memories in order of recording, found by id, with their histories. */
record Memories(
        TreePMap<MemoryKey, Row<Memory>> rows,
        PMap<MemoryId, MemoryKey> keys,
        PMap<MemoryId, PVector<MemoryRevision>> histories) {
    static final Memories EMPTY = new Memories(TreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty());

    @Nullable
    Row<Memory> find(MemoryId id) {
        MemoryKey key = keys.get(id);
        return key == null ? null : rows.get(key);
    }

    /** With the memory, new or in the place of the one with its id; its history is untouched. */
    Memories with(Row<Memory> row) {
        MemoryKey key = MemoryKey.of(row.item());
        return new Memories(rows.plus(key, row), keys.plus(row.item().id(), key), histories);
    }

    Memories with(MemoryRevision revision) {
        MemoryId id = revision.memory().id();
        return new Memories(rows, keys, histories.plus(id, history(id).plus(revision)));
    }

    Memories with(MemoryId id, List<MemoryRevision> history) {
        return new Memories(rows, keys, histories.plus(id, TreePVector.from(history)));
    }

    /** Without the memory and its history. */
    Memories without(MemoryId id) {
        MemoryKey key = keys.get(id);
        return key == null ? this : new Memories(rows.minus(key), keys.minus(id), histories.minus(id));
    }

    PVector<MemoryRevision> history(MemoryId id) {
        return histories.getOrDefault(id, TreePVector.empty());
    }
}
