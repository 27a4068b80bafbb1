package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.EMBEDDING_COUNTS;
import static dev.kendall.store.postgres.internal.jooq.Tables.MEMORY_EMBEDDINGS;
import static dev.kendall.store.postgres.internal.jooq.Tables.MEMORY_REVISIONS;
import static dev.kendall.store.postgres.internal.jooq.Tables.USERS;
import static dev.kendall.store.postgres.internal.jooq.Tables.USER_MEMORIES;
import static org.jooq.impl.DSL.val;

import dev.kendall.chat.MessageId;
import dev.kendall.json.DomainJson;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.memory.MemoryRevision.Change;
import dev.kendall.search.EmbeddingText;
import dev.kendall.search.Words;
import dev.kendall.user.UserId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.JSONB;
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
        this.queue = backend.sql(
                "insert into {s}.embedding_jobs (user_id, space_id, kind, source_id, due_at)"
                        + " select $user, s.space_id, 'MEMORY', $memory, $now from {s}.embedding_spaces s where s.active"
                        + " on conflict (user_id, space_id, kind, source_id) do update set due_at = excluded.due_at, attempts = 0");
    }

    Sql select(UserId user) {
        return Sql.of(select).bind(user.value());
    }

    Optional<Memory> find(Session session, UserId user, MemoryId id) throws SQLException {
        return session.find(select(user).add(" and m.memory_id = ").bind(id.value()), MemoryRow.of(user));
    }

    List<MemoryRevision> history(Session session, UserId user, MemoryId id) throws SQLException {
        return session.list(
                Sql.template(history, Map.of("user", user.value(), "memory", id.value())),
                row -> new MemoryRevision(
                        DomainJson.read(row.getString(1), Memory.class),
                        Change.valueOf(row.getString(2)),
                        Columns.time(row, 3),
                        row.getString(4)));
    }

    void insert(Session session, Memory memory) throws SQLException {
        Long[] words = words(memory);
        Map<Field<?>, Object> columns = new HashMap<>(content(memory, words));
        columns.put(USER_MEMORIES.USER_ID, memory.user().value());
        columns.put(USER_MEMORIES.MEMORY_ID, memory.id().value());
        columns.put(USER_MEMORIES.RECORDED_AT, memory.recordedAt());
        session.dsl().insertInto(USER_MEMORIES).set(columns).execute();
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
        Long[] words = words(after);
        session.dsl()
                .update(USER_MEMORIES)
                .set(content(after, words))
                .where(
                        USER_MEMORIES.USER_ID.eq(after.user().value()),
                        USER_MEMORIES.MEMORY_ID.eq(after.id().value()))
                .execute();
        insertRevision(session, after, change, now, reason);
        if (!EmbeddingText.of(before).equals(EmbeddingText.of(after))) {
            session.dsl()
                    .update(USERS)
                    .set(USERS.MEMORY_WORDS, USERS.MEMORY_WORDS.plus(words.length - words(before).length))
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
                .set(MEMORY_REVISIONS.USER_ID, memory.user().value())
                .set(MEMORY_REVISIONS.MEMORY_ID, memory.id().value())
                .set(MEMORY_REVISIONS.VERSION, memory.version())
                .set(MEMORY_REVISIONS.CHANGE, change.name())
                .set(MEMORY_REVISIONS.CHANGED_AT, at)
                .set(MEMORY_REVISIONS.REASON, reason)
                .set(MEMORY_REVISIONS.MEMORY, JSONB.jsonb(DomainJson.write(memory)))
                .execute();
    }

    private static Map<Field<?>, Object> content(Memory memory, Long[] words) {
        Map<Field<?>, @Nullable Object> columns = new HashMap<>();
        columns.put(USER_MEMORIES.TYPE, memory.type().value());
        columns.put(USER_MEMORIES.KEY, memory.key());
        columns.put(USER_MEMORIES.VALUE, memory.value());
        columns.put(USER_MEMORIES.CONTEXT, memory.context());
        columns.put(USER_MEMORIES.IMPORTANCE, memory.importance().name());
        columns.put(USER_MEMORIES.VALID_FROM, memory.validFrom());
        columns.put(USER_MEMORIES.VALID_TO, memory.validTo());
        columns.put(USER_MEMORIES.EXPIRES_AT, memory.expiresAt());
        columns.put(
                USER_MEMORIES.SOURCES,
                memory.sources().stream().map(MessageId::value).toArray(UUID[]::new));
        columns.put(USER_MEMORIES.ATTRIBUTES, val(memory.attributes(), USER_MEMORIES.ATTRIBUTES));
        columns.put(USER_MEMORIES.SUPERSEDED_AT, memory.supersededAt());
        MemoryId successor = memory.supersededBy();
        columns.put(USER_MEMORIES.SUPERSEDED_BY, successor == null ? null : successor.value());
        columns.put(USER_MEMORIES.VERSION, memory.version());
        columns.put(USER_MEMORIES.WORDS, words);
        return columns;
    }

    private static Long[] words(Memory memory) {
        return Arrays.stream(Words.of(memory.user(), EmbeddingText.of(memory)))
                .boxed()
                .toArray(Long[]::new);
    }
}
