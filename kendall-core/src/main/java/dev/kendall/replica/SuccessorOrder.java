package dev.kendall.replica;

import dev.kendall.entity.EntityRef;
import dev.kendall.memory.MemoryId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The order in which rows can be {@linkplain RowStore#put put}: each memory behind the one that it names as its successor. */
public final class SuccessorOrder {
    private SuccessorOrder() {}

    /** The rows in that order, as {@link #of(List, Function)} gives it. */
    public static List<StoredRow> of(List<StoredRow> rows) {
        return of(rows, Function.identity());
    }

    /**
     * What was given with each memory behind its successor where that is given too, otherwise in the order given. Of several with the same
     * reference only the first is taken.
     *
     * @param row the row of one that is given
     */
    public static <T> List<T> of(List<T> given, Function<? super T, ? extends StoredRow> row) {
        Map<EntityRef, T> open = new HashMap<>();
        given.forEach(each -> open.putIfAbsent(row.apply(each).ref(), each));
        List<T> sorted = new ArrayList<>(given.size());
        Set<EntityRef> taken = new HashSet<>();
        for (T each : given) {
            Deque<T> chain = new ArrayDeque<>();
            for (T next = each;
                    next != null && taken.add(row.apply(next).ref());
                    next = successor(row.apply(next), open)) {
                chain.push(next);
            }
            sorted.addAll(chain);
        }
        return sorted;
    }

    private static <T> @Nullable T successor(StoredRow row, Map<EntityRef, T> open) {
        MemoryId id = row instanceof StoredRow.OfMemory of ? of.memory().supersededBy() : null;
        return id == null ? null : open.get(EntityRef.of(row.ref().user(), id));
    }
}
