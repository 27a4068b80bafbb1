package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.MEMORY_REVISIONS;
import static dev.kendall.store.postgres.internal.jooq.Tables.USER_MEMORIES;
import static org.jooq.impl.DSL.val;

import dev.kendall.chat.MessageId;
import dev.kendall.json.DomainJson;
import dev.kendall.memory.Importance;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.memory.MemoryType;
import dev.kendall.search.EmbeddingText;
import dev.kendall.search.Words;
import dev.kendall.store.postgres.internal.AttributesConverter;
import dev.kendall.user.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/** A memory's row. */
final class MemoryRow {
    /** How many columns {@link #read} reads. */
    static final int WIDTH = 15;

    private MemoryRow() {}

    /** What {@link #read} reads. */
    static String columns(String alias) {
        return Columns.of(
                alias,
                "memory_id, type, key, value, context, importance, valid_from, valid_to, expires_at, sources, attributes,"
                        + " recorded_at, superseded_at, superseded_by, version");
    }

    static Session.RowReader<Memory> of(UserId user) {
        return row -> read(user, row);
    }

    static Memory read(UserId user, ResultSet row) throws SQLException {
        UUID successor = Columns.uuidOrNull(row, 14);
        return new Memory(
                user,
                new MemoryId(Columns.uuid(row, 1)),
                MemoryType.of(row.getString(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                Importance.valueOf(row.getString(6)),
                Columns.timeOrNull(row, 7),
                Columns.timeOrNull(row, 8),
                Columns.timeOrNull(row, 9),
                Columns.messageIds(row, 10),
                AttributesConverter.read(row.getString(11)),
                Columns.time(row, 12),
                Columns.timeOrNull(row, 13),
                successor == null ? null : new MemoryId(successor),
                row.getLong(15));
    }

    /** All columns. */
    static Map<Field<?>, @Nullable Object> columns(Memory memory, Long[] words) {
        Map<Field<?>, @Nullable Object> columns = content(memory, words);
        columns.put(USER_MEMORIES.USER_ID, memory.user().value());
        columns.put(USER_MEMORIES.MEMORY_ID, memory.id().value());
        columns.put(USER_MEMORIES.RECORDED_AT, memory.recordedAt());
        return columns;
    }

    /** What a change of the memory changes. */
    static Map<Field<?>, @Nullable Object> content(Memory memory, Long[] words) {
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

    /** The words it is found by. */
    static Long[] words(Memory memory) {
        return Arrays.stream(Words.of(memory.user(), EmbeddingText.of(memory)))
                .boxed()
                .toArray(Long[]::new);
    }

    /** All columns of a revision. */
    static Map<Field<?>, @Nullable Object> columns(MemoryRevision revision) {
        Memory memory = revision.memory();
        Map<Field<?>, @Nullable Object> columns = new HashMap<>();
        columns.put(MEMORY_REVISIONS.USER_ID, memory.user().value());
        columns.put(MEMORY_REVISIONS.MEMORY_ID, memory.id().value());
        columns.put(MEMORY_REVISIONS.VERSION, memory.version());
        columns.put(MEMORY_REVISIONS.CHANGE, revision.change().name());
        columns.put(MEMORY_REVISIONS.CHANGED_AT, revision.at());
        columns.put(MEMORY_REVISIONS.REASON, revision.reason());
        columns.put(MEMORY_REVISIONS.MEMORY, JSONB.jsonb(DomainJson.write(memory)));
        return columns;
    }
}
