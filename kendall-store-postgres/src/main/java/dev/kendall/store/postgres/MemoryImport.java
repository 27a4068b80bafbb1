package dev.kendall.store.postgres;

import dev.kendall.entity.EntityRef;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Memories with their histories, and what they add to the counts of their users. A successor is there before, or comes in the same chunk. */
final class MemoryImport implements Importing<MemoryHistory> {
    private static final String FROM = " from unnest($keys) with ordinality as k (user_id, memory_id, n)"
            + " join {s}.user_memories m on m.user_id = k.user_id and m.memory_id = k.memory_id";

    private static final String STORED = "select " + MemoryWriting.STORED + ", k.n" + FROM;

    private static final String KNOWN = "select k.n" + FROM;

    private final MemoryWriting writing;

    MemoryImport(Backend backend) {
        this.writing = new MemoryWriting(
                backend,
                new CopyTable<>(
                        backend, MemoryWriting.KEY, memory -> MemoryRow.columns(memory, MemoryRow.words(memory))),
                new CopyTable<>(backend, MemoryWriting.REVISION_KEY, MemoryRow::columns));
    }

    @Override
    public ImportReport.Kind kind() {
        return ImportReport.Kind.MEMORIES;
    }

    @Override
    public EntityRef ref(MemoryHistory row) {
        return EntityRef.of(row.memory().user(), row.memory().id());
    }

    @Override
    public List<?> keys(MemoryHistory row) {
        return List.of(ref(row));
    }

    @Override
    public int weight(MemoryHistory row) {
        return row.revisions().stream()
                .mapToInt(revision -> weight(revision.memory()))
                .sum();
    }

    private static int weight(Memory memory) {
        String context = memory.context();
        return memory.value().length() + (context == null ? 0 : context.length());
    }

    @Override
    public void store(Chunk<MemoryHistory> chunk) throws SQLException {
        chunk.ensureUsers();
        Map<MemoryHistory, MemoryWriting.Stored> stored = chunk.lookUp(
                chunk.rows(), STORED, List.of(chunk.userColumn(), id()), row -> MemoryWriting.Stored.read(row, 1));
        Chunk.Fates<MemoryHistory> fates =
                chunk.fates(chunk.rows(), stored, (row, known) -> row.memory().version() > known.version());
        List<MemoryHistory> ready = withSuccessors(chunk, fates.toStore(), stored);
        List<MemoryHistory> fresh = fates.only(Chunk.Fate.INSERT, ready);
        List<MemoryHistory> newer = fates.only(Chunk.Fate.REPLACE, ready);
        writing.write(
                chunk.session(),
                ready.stream()
                        .map(row -> new MemoryWriting.Write(row.memory(), row.revisions(), stored.get(row)))
                        .toList());
        chunk.inserted(fresh);
        chunk.replaced(newer);
    }

    private static Chunk.Column<MemoryHistory> id() {
        return new Chunk.Column<>("uuid", row -> row.memory().id().value());
    }

    /** Those whose successors are stored or among them; the others wait. */
    private static List<MemoryHistory> withSuccessors(
            Chunk<MemoryHistory> chunk, List<MemoryHistory> wanted, Map<MemoryHistory, MemoryWriting.Stored> stored)
            throws SQLException {
        List<MemoryHistory> superseded = wanted.stream()
                .filter(row -> row.memory().supersededBy() != null)
                .toList();
        Map<MemoryHistory, Boolean> known = chunk.lookUp(
                superseded,
                KNOWN,
                List.of(
                        chunk.userColumn(),
                        new Chunk.Column<>("uuid", row -> successor(row).value())),
                row -> true);
        Map<EntityRef, MemoryHistory> coming = new HashMap<>();
        wanted.forEach(
                row -> coming.put(EntityRef.of(row.memory().user(), row.memory().id()), row));
        Map<EntityRef, List<MemoryHistory>> unknown = new HashMap<>();
        List<MemoryHistory> orphans = new ArrayList<>();
        for (MemoryHistory row : superseded) {
            if (!known.containsKey(row)) {
                EntityRef successor = EntityRef.of(row.memory().user(), successor(row));
                unknown.computeIfAbsent(successor, ref -> new ArrayList<>()).add(row);
                if (!coming.containsKey(successor)) {
                    orphans.add(row);
                }
            }
        }
        // Who stands on one that has to wait has to wait as well.
        Set<MemoryHistory> waiting = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < orphans.size(); i++) {
            MemoryHistory orphan = orphans.get(i);
            waiting.add(orphan);
            chunk.defer(
                    orphan,
                    EntityRef.of(orphan.memory().user(), successor(orphan)),
                    ImportReject.Reason.NO_SUCCESSOR,
                    "its successor " + successor(orphan) + " is not stored");
            EntityRef ref = EntityRef.of(orphan.memory().user(), orphan.memory().id());
            orphans.addAll(unknown.getOrDefault(ref, List.of()));
        }
        return wanted.stream().filter(row -> !waiting.contains(row)).toList();
    }

    private static MemoryId successor(MemoryHistory row) {
        return Objects.requireNonNull(row.memory().supersededBy());
    }
}
