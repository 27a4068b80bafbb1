package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.EMBEDDING_COUNTS;
import static dev.kendall.store.postgres.internal.jooq.Tables.MEMORY_EMBEDDINGS;
import static dev.kendall.store.postgres.internal.jooq.Tables.MEMORY_REVISIONS;
import static dev.kendall.store.postgres.internal.jooq.Tables.USERS;
import static dev.kendall.store.postgres.internal.jooq.Tables.USER_MEMORIES;

import dev.kendall.json.DomainJson;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.memory.MemoryRevision.Change;
import dev.kendall.search.EmbeddingText;
import dev.kendall.user.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes memories with their history, and keeps the counts; whoever writes has locked the user. */
final class MemoryRows {
    private final String select;
    private final String history;
    private final String queue;

    MemoryRows(Backend backend) {
        this.select = backend.sql("select " + MemoryRow.columns("m") + " from {s}.user_memories m where m.user_id = ");
        this.history = backend.sql("select r.memory, r.change, r.changed_at, r.reason from {s}.memory_revisions r"
                + " where r.user_id = $user and r.memory_id = $memory order by r.version");
        this.queue = backend.sql("insert into {s}.embedding_jobs (user_id, space_id, kind, source_id, due_at)"
                + " select $user, s.space_id, 'MEMORY', $memory, $now from {s}.embedding_spaces s where s.active or exists ("
                + "select from {s}.embedding_jobs j where j.user_id = $user and j.space_id = s.space_id and j.kind = 'MEMORY'"
                + " and j.source_id = $memory) on conflict (user_id, space_id, kind, source_id)"
                + " do update set due_at = excluded.due_at, attempts = 0, last_error = null");
    }

    Sql select(UserId user) {
        return Sql.of(select).bind(user.value());
    }

    Optional<Memory> find(Session session, UserId user, MemoryId id) throws SQLException {
        return session.find(select(user).add(" and m.memory_id = ").bind(id.value()), MemoryRow.of(user));
    }

    List<MemoryRevision> history(Session session, UserId user, MemoryId id) throws SQLException {
        return session.list(
                Sql.template(history, Map.of("user", user.value(), "memory", id.value())), row -> revision(row, 1));
    }

    /** A revision: memory, change, changed_at and reason, the first of them in this column. */
    static MemoryRevision revision(ResultSet row, int column) throws SQLException {
        return new MemoryRevision(
                DomainJson.read(row.getString(column), Memory.class),
                Change.valueOf(row.getString(column + 1)),
                Columns.time(row, column + 2),
                row.getString(column + 3));
    }

    void insert(Session session, Memory memory) throws SQLException {
        Long[] words = MemoryRow.words(memory);
        session.dsl()
                .insertInto(USER_MEMORIES)
                .set(MemoryRow.columns(memory, words))
                .execute();
        session.dsl()
                .update(USERS)
                .set(USERS.MEMORIES, USERS.MEMORIES.plus(1))
                .set(USERS.MEMORY_WORDS, USERS.MEMORY_WORDS.plus(words.length))
                .where(USERS.USER_ID.eq(memory.user().value()))
                .execute();
        insertRevision(session, memory, Change.ADDED, memory.recordedAt(), null);
        queue(session, memory);
    }

    /** Stores the next version; its vectors are dropped when they are no longer of its text. */
    void update(Session session, Memory before, Memory after, Change change, Instant now, @Nullable String reason)
            throws SQLException {
        Long[] words = MemoryRow.words(after);
        session.dsl()
                .update(USER_MEMORIES)
                .set(MemoryRow.content(after, words))
                .where(
                        USER_MEMORIES.USER_ID.eq(after.user().value()),
                        USER_MEMORIES.MEMORY_ID.eq(after.id().value()))
                .execute();
        insertRevision(session, after, change, now, reason);
        if (!EmbeddingText.of(before).equals(EmbeddingText.of(after))) {
            session.dsl()
                    .update(USERS)
                    .set(USERS.MEMORY_WORDS, USERS.MEMORY_WORDS.plus(words.length - MemoryRow.words(before).length))
                    .where(USERS.USER_ID.eq(after.user().value()))
                    .execute();
            dropVectors(session, after);
            queue(session, after);
        }
    }

    private static void dropVectors(Session session, Memory memory) {
        List<Integer> spaces = session.dsl()
                .deleteFrom(MEMORY_EMBEDDINGS)
                .where(
                        MEMORY_EMBEDDINGS.USER_ID.eq(memory.user().value()),
                        MEMORY_EMBEDDINGS.MEMORY_ID.eq(memory.id().value()))
                .returning(MEMORY_EMBEDDINGS.SPACE_ID)
                .fetch(MEMORY_EMBEDDINGS.SPACE_ID);
        if (!spaces.isEmpty()) {
            session.dsl()
                    .update(EMBEDDING_COUNTS)
                    .set(EMBEDDING_COUNTS.MEMORIES, EMBEDDING_COUNTS.MEMORIES.minus(1))
                    .where(EMBEDDING_COUNTS.USER_ID.eq(memory.user().value()), EMBEDDING_COUNTS.SPACE_ID.in(spaces))
                    .execute();
        }
    }

    /** In the active space, and wherever its former text is still queued or was given up. */
    private void queue(Session session, Memory memory) throws SQLException {
        session.run(Sql.template(
                queue,
                Map.of(
                        "user", memory.user().value(),
                        "memory", memory.id().value(),
                        "now", Sql.value(session.now()))));
    }

    private static void insertRevision(
            Session session, Memory memory, Change change, Instant at, @Nullable String reason) {
        session.dsl()
                .insertInto(MEMORY_REVISIONS)
                .set(MemoryRow.columns(new MemoryRevision(memory, change, at, reason)))
                .execute();
    }
}
