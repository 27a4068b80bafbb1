package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.MEMORY_REVISIONS;
import static dev.kendall.store.postgres.internal.jooq.Tables.USER_MEMORIES;

import dev.kendall.entity.EntityRef;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.search.EmbeddingText;
import dev.kendall.user.UserId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
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

    private static final String STORED =
            "select m.version, cardinality(m.words), " + Embeddings.MEMORIES.text() + ", k.n" + FROM;

    private static final String KNOWN = "select k.n" + FROM;

    private static final String GROW_USERS = """
            update {s}.users u set memories = u.memories + n.memories, memory_words = u.memory_words + n.words
            from unnest($users, $memories, $words) as n (user_id, memories, words) where u.user_id = n.user_id""";

    private static final String DROP_REVISIONS = """
            delete from {s}.memory_revisions r using unnest($users, $ids) as k (user_id, memory_id)
            where r.user_id = k.user_id and r.memory_id = k.memory_id""";

    private static final String DROP_VECTORS = """
            with gone as (
                delete from {s}.memory_embeddings e using unnest($users, $ids) as k (user_id, memory_id)
                where e.user_id = k.user_id and e.memory_id = k.memory_id returning e.user_id, e.space_id)
            update {s}.embedding_counts c set memories = c.memories - g.n
            from (select user_id, space_id, count(*) as n from gone group by user_id, space_id) g
            where c.user_id = g.user_id and c.space_id = g.space_id""";

    private static final String DROP_JOBS = """
            delete from {s}.embedding_jobs j using unnest($users, $ids) as k (user_id, memory_id)
            where j.user_id = k.user_id and j.kind = 'MEMORY' and j.source_id = k.memory_id""";

    private final Backend backend;
    private final CopyTable<MemoryRevision> revisions;

    MemoryImport(Backend backend) {
        this.backend = backend;
        this.revisions = new CopyTable<>(
                backend,
                List.of(MEMORY_REVISIONS.USER_ID, MEMORY_REVISIONS.MEMORY_ID, MEMORY_REVISIONS.VERSION),
                MemoryRow::columns);
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

    private record Stored(long version, long words, String text) {}

    @Override
    public void store(Chunk<MemoryHistory> chunk) throws SQLException {
        chunk.ensureUsers();
        Map<MemoryHistory, Stored> stored = chunk.lookUp(
                chunk.rows(),
                STORED,
                List.of(chunk.userColumn(), id()),
                row -> new Stored(row.getLong(1), row.getLong(2), row.getString(3)));
        List<MemoryHistory> wanted = new ArrayList<>();
        for (MemoryHistory row : chunk.rows()) {
            Chunk.Fate fate =
                    chunk.fate(row, stored.get(row), old -> row.memory().version() > old.version());
            if (fate == Chunk.Fate.KEEP) {
                chunk.kept(1);
            } else {
                wanted.add(row);
            }
        }
        List<MemoryHistory> ready = withSuccessors(chunk, wanted, stored);
        List<MemoryHistory> fresh =
                ready.stream().filter(row -> !stored.containsKey(row)).toList();
        List<MemoryHistory> newer = ready.stream().filter(stored::containsKey).toList();
        put(chunk.session(), fresh, newer, stored);
        chunk.inserted(fresh);
        chunk.replaced(newer);
    }

    private static Chunk.Column<MemoryHistory> id() {
        return new Chunk.Column<>("uuid", row -> row.memory().id().value());
    }

    /** Those whose successors are stored or among them; the others wait. */
    private static List<MemoryHistory> withSuccessors(
            Chunk<MemoryHistory> chunk, List<MemoryHistory> wanted, Map<MemoryHistory, Stored> stored)
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

    private static final class OfUser {
        private long memories;
        private long words;
    }

    private void put(
            Session session, List<MemoryHistory> fresh, List<MemoryHistory> newer, Map<MemoryHistory, Stored> stored)
            throws SQLException {
        Map<UserId, OfUser> users = new HashMap<>();
        fresh.forEach(row -> {
            OfUser user = users.computeIfAbsent(row.memory().user(), id -> new OfUser());
            user.memories++;
            user.words += MemoryRow.words(row.memory()).length;
        });
        List<MemoryHistory> reworded = new ArrayList<>();
        for (MemoryHistory row : newer) {
            Stored old = Objects.requireNonNull(stored.get(row));
            if (!old.text().equals(EmbeddingText.of(row.memory()))) {
                reworded.add(row);
                users.computeIfAbsent(row.memory().user(), id -> new OfUser()).words +=
                        MemoryRow.words(row.memory()).length - old.words();
            }
        }
        CopyTable<MemoryHistory> table = new CopyTable<>(
                backend,
                List.of(USER_MEMORIES.USER_ID, USER_MEMORIES.MEMORY_ID),
                row -> MemoryRow.columns(row.memory(), MemoryRow.words(row.memory())));
        table.insert(session, fresh);
        table.replace(session, newer);
        run(session, DROP_REVISIONS, newer);
        run(session, DROP_VECTORS, reworded);
        // One that was given up was so for the former text.
        run(session, DROP_JOBS, reworded);
        List<MemoryRevision> changes = new ArrayList<>();
        fresh.forEach(row -> changes.addAll(row.revisions()));
        newer.forEach(row -> changes.addAll(row.revisions()));
        revisions.insert(session, changes);
        growUsers(session, users);
    }

    private void run(Session session, String statement, Collection<MemoryHistory> rows) throws SQLException {
        if (!rows.isEmpty()) {
            session.run(Sql.template(
                    backend.sql(statement),
                    Map.of(
                            "users",
                                    Sql.array(
                                            "text",
                                            rows.stream()
                                                    .map(row ->
                                                            row.memory().user().value())
                                                    .toList()),
                            "ids",
                                    Sql.array(
                                            "uuid",
                                            rows.stream()
                                                    .map(row ->
                                                            row.memory().id().value())
                                                    .toList()))));
        }
    }

    private void growUsers(Session session, Map<UserId, OfUser> users) throws SQLException {
        List<String> ids = new ArrayList<>();
        List<Long> memories = new ArrayList<>();
        List<Long> words = new ArrayList<>();
        users.forEach((id, user) -> {
            ids.add(id.value());
            memories.add(user.memories);
            words.add(user.words);
        });
        if (!ids.isEmpty()) {
            session.run(Sql.template(
                    backend.sql(GROW_USERS),
                    Map.of(
                            "users", Sql.array("text", ids),
                            "memories", Sql.array("int8", memories),
                            "words", Sql.array("int8", words))));
        }
    }
}
