package dev.kendall.store.airtable;

import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryTransitions;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.replica.RowStore;
import dev.kendall.replica.StoredRow;
import dev.kendall.replica.StoredRow.OfMemory;
import dev.kendall.replica.SuccessorOrder;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.user.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A storage in memory that holds just the rows that one call of a store needs. The call is made there, so that every rule is the core's, and what it
 * changed is written to Airtable. Not thread-safe.
 */
final class Scratch {
    /** A row to be written, and the record that it is in already, or null. */
    record Change(StoredRow row, @Nullable String recordId) {}

    private final UserId user;
    private final InMemoryStorage storage;
    private final Map<EntityRef, LoadedRow> loaded = new HashMap<>();

    Scratch(UserId user, InMemoryStorage storage) {
        this.user = user;
        this.storage = storage;
    }

    InMemoryStorage storage() {
        return storage;
    }

    /** Puts rows as they were read. Of several records of one row the first counts. */
    void put(List<LoadedRow> rows) {
        List<StoredRow> fresh = new ArrayList<>();
        for (LoadedRow row : rows) {
            if (loaded.putIfAbsent(row.row().ref(), row) == null) {
                fresh.add(row.row());
            }
        }
        putRows(fresh);
    }

    private void putRows(List<StoredRow> rows) {
        for (int from = 0; from < rows.size(); from += RowStore.MAX_BATCH) {
            storage.rows().put(user, rows.subList(from, Math.min(rows.size(), from + RowStore.MAX_BATCH)));
        }
    }

    /** As {@link #put}, for some memories: those that they name as successors stand in as empty shells where they are not given. */
    void putSome(List<LoadedRow> memories) {
        Set<MemoryId> given = new HashSet<>();
        memories.forEach(row -> given.add(memory(row).id()));
        List<StoredRow> shells = new ArrayList<>();
        for (LoadedRow row : memories) {
            MemoryId successor = memory(row).supersededBy();
            if (successor != null && given.add(successor)) {
                shells.add(shell(successor, memory(row)));
            }
        }
        putRows(shells);
        put(SuccessorOrder.of(memories, LoadedRow::row));
    }

    private StoredRow shell(MemoryId id, Memory like) {
        NewMemory content = NewMemory.fact("shell", "shell");
        return new OfMemory(
                new Memory(
                        user,
                        id,
                        content.type(),
                        content.key(),
                        content.value(),
                        null,
                        content.importance(),
                        null,
                        null,
                        null,
                        List.of(),
                        content.attributes(),
                        like.recordedAt(),
                        null,
                        null,
                        1),
                List.of());
    }

    /** As {@link #put}, for all memories of the user. A successor that is gone from the base is no longer named. */
    void putAll(List<LoadedRow> memories) {
        Set<MemoryId> given = new HashSet<>();
        memories.forEach(row -> given.add(memory(row).id()));
        put(SuccessorOrder.of(
                memories.stream()
                        .map(row -> {
                            MemoryId successor = memory(row).supersededBy();
                            return successor == null || given.contains(successor)
                                    ? row
                                    : row.with(
                                            new OfMemory(MemoryTransitions.withoutSuccessor(memory(row)), List.of()));
                        })
                        .toList(),
                LoadedRow::row));
    }

    private static Memory memory(LoadedRow row) {
        return ((OfMemory) row.row()).memory();
    }

    /** The rows of a kind that are other than they were read, of those that are looked at. */
    List<Change> changes(EntityKind kind, Predicate<EntityRef> looked) {
        List<Change> changes = new ArrayList<>();
        for (StoredRow row : rows(kind)) {
            LoadedRow before = loaded.get(row.ref());
            if (looked.test(row.ref()) && (before == null || !same(before.row(), row))) {
                changes.add(new Change(row, before == null ? null : before.recordId()));
            }
        }
        return changes;
    }

    /** Whether the row was read, and the record that it is in is the legacy application's alone. */
    boolean isLegacy(EntityRef ref) {
        LoadedRow row = loaded.get(ref);
        return row != null && !row.isStamped();
    }

    /** The thread, as it was read, when only its messages tell of it. */
    Optional<StoredRow> derivedThread(EntityRef ref) {
        return Optional.ofNullable(loaded.get(ref))
                .filter(row -> row.recordId() == null)
                .map(LoadedRow::row);
    }

    /** The rows of a kind that are gone. */
    List<LoadedRow> removals(EntityKind kind) {
        Set<EntityRef> left = new HashSet<>();
        rows(kind).forEach(row -> left.add(row.ref()));
        List<LoadedRow> removals = new ArrayList<>();
        loaded.forEach((ref, row) -> {
            if (ref.kind() == kind && !left.contains(ref)) {
                removals.add(row);
            }
        });
        return removals;
    }

    private Iterable<StoredRow> rows(EntityKind kind) {
        return Page.each(
                PageRequest.first(PageRequest.MAX_LIMIT), page -> storage.rows().list(user, kind, page));
    }

    /** Histories are not kept here. */
    private static boolean same(StoredRow before, StoredRow after) {
        return before instanceof OfMemory one && after instanceof OfMemory other
                ? one.memory().equals(other.memory())
                : before.equals(after);
    }
}
