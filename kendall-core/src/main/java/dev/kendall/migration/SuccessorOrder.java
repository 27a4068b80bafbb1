package dev.kendall.migration;

import dev.kendall.entity.EntityRef;
import dev.kendall.memory.MemoryId;
import dev.kendall.replica.StoredRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows with each memory behind the one that it names as its successor, otherwise in the order given. */
final class SuccessorOrder {
    private SuccessorOrder() {}

    static List<StoredRow> of(List<StoredRow> rows) {
        Map<EntityRef, StoredRow> open = new HashMap<>();
        rows.forEach(row -> open.put(row.ref(), row));
        List<StoredRow> sorted = new ArrayList<>(rows.size());
        Set<EntityRef> taken = new HashSet<>();
        for (StoredRow row : rows) {
            Deque<StoredRow> chain = new ArrayDeque<>();
            for (StoredRow next = row; next != null && taken.add(next.ref()); next = successor(next, open)) {
                chain.push(next);
            }
            sorted.addAll(chain);
        }
        return sorted;
    }

    private static @Nullable StoredRow successor(StoredRow row, Map<EntityRef, StoredRow> rows) {
        MemoryId id = row instanceof StoredRow.OfMemory of ? of.memory().supersededBy() : null;
        return id == null ? null : rows.get(EntityRef.of(row.ref().user(), id));
    }
}
