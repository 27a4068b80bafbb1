package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.MEMORY_REVISIONS;
import static dev.kendall.store.postgres.internal.jooq.Tables.USER_MEMORIES;

import dev.kendall.entity.EntityRef;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.search.EmbeddingText;
import dev.kendall.user.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/** Writes memories as they are, with their histories, and keeps the counts of their users, who are locked before. */
final class MemoryWriting {
    /** The columns that name a memory. */
    static final List<TableField<?, ?>> KEY = List.of(USER_MEMORIES.USER_ID, USER_MEMORIES.MEMORY_ID);

    /** The columns that name a revision. */
    static final List<TableField<?, ?>> REVISION_KEY =
            List.of(MEMORY_REVISIONS.USER_ID, MEMORY_REVISIONS.MEMORY_ID, MEMORY_REVISIONS.VERSION);

    /** What {@link Stored#read} reads of {@code m}. */
    static final String STORED = "m.version, cardinality(m.words), " + Embeddings.MEMORIES.text();

    private static final String GROW_USERS = """
            update {s}.users u set memories = u.memories + n.memories, memory_words = u.memory_words + n.words
            from unnest($users, $memories, $words) as n (user_id, memories, words) where u.user_id = n.user_id""";

    private static final String DROP_REVISIONS = """
            delete from {s}.memory_revisions r using unnest($users, $ids) as k (user_id, memory_id)
            where r.user_id = k.user_id and r.memory_id = k.memory_id""";

    private final Backend backend;
    private final StaleVectors vectors;
    private final RowTable<Memory> memories;
    private final RowTable<MemoryRevision> revisions;

    MemoryWriting(Backend backend, RowTable<Memory> memories, RowTable<MemoryRevision> revisions) {
        this.backend = backend;
        this.vectors = new StaleVectors(backend, Embeddings.MEMORIES);
        this.memories = memories;
        this.revisions = revisions;
    }

    /**
     * What is stored under a memory's id.
     *
     * @param words how many words it is found by
     * @param text what of it is embedded
     */
    record Stored(long version, long words, String text) {
        static Stored read(ResultSet row, int column) throws SQLException {
            return new Stored(row.getLong(column), row.getLong(column + 1), row.getString(column + 2));
        }
    }

    /**
     * A memory to be written.
     *
     * @param old what it replaces, or null
     */
    record Write(
            Memory memory,
            List<MemoryRevision> history,
            @Nullable Stored old) {
        EntityRef ref() {
            return EntityRef.of(memory.user(), memory.id());
        }

        boolean isReworded() {
            return old != null && !old.text().equals(EmbeddingText.of(memory));
        }
    }

    private static final class OfUser {
        private long memories;
        private long words;
    }

    /** Writes memories; their successors are stored or among them. */
    void write(Session session, List<Write> writes) throws SQLException {
        List<Write> newer = writes.stream().filter(write -> write.old() != null).toList();
        memories.insert(
                session,
                writes.stream()
                        .filter(write -> write.old() == null)
                        .map(Write::memory)
                        .toList());
        memories.replace(session, newer.stream().map(Write::memory).toList());
        dropRevisions(session, newer);
        vectors.drop(
                session,
                newer.stream().filter(Write::isReworded).map(Write::ref).toList());
        revisions.insert(
                session,
                writes.stream().flatMap(write -> write.history().stream()).toList());
        growUsers(session, growth(writes));
    }

    private static Map<UserId, OfUser> growth(List<Write> writes) {
        Map<UserId, OfUser> users = new HashMap<>();
        for (Write write : writes) {
            Stored old = write.old();
            if (old == null || write.isReworded()) {
                OfUser user = users.computeIfAbsent(write.memory().user(), id -> new OfUser());
                user.memories += old == null ? 1 : 0;
                user.words += MemoryRow.words(write.memory()).length - (old == null ? 0 : old.words());
            }
        }
        return users;
    }

    private void dropRevisions(Session session, Collection<Write> writes) throws SQLException {
        if (!writes.isEmpty()) {
            List<String> users =
                    writes.stream().map(write -> write.memory().user().value()).toList();
            List<UUID> ids =
                    writes.stream().map(write -> write.memory().id().value()).toList();
            session.run(Sql.template(
                    backend.sql(DROP_REVISIONS),
                    Map.of("users", Sql.array("text", users), "ids", Sql.array("uuid", ids))));
        }
    }

    private void growUsers(Session session, Map<UserId, OfUser> users) throws SQLException {
        List<String> ids = new ArrayList<>();
        List<Long> memoriesOf = new ArrayList<>();
        List<Long> words = new ArrayList<>();
        users.forEach((id, user) -> {
            ids.add(id.value());
            memoriesOf.add(user.memories);
            words.add(user.words);
        });
        if (!ids.isEmpty()) {
            session.run(Sql.template(
                    backend.sql(GROW_USERS),
                    Map.of(
                            "users", Sql.array("text", ids),
                            "memories", Sql.array("int8", memoriesOf),
                            "words", Sql.array("int8", words))));
        }
    }
}
