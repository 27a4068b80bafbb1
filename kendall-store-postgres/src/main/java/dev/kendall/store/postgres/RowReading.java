package dev.kendall.store.postgres;

import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.replica.StoredRow;
import dev.kendall.replica.StoredRow.OfContact;
import dev.kendall.replica.StoredRow.OfMemory;
import dev.kendall.replica.StoredRow.OfMessage;
import dev.kendall.replica.StoredRow.OfPattern;
import dev.kendall.replica.StoredRow.OfThread;
import dev.kendall.replica.StoredRow.OfUser;
import dev.kendall.user.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads rows as they are, each kind in one statement. */
final class RowReading {
    private final Backend backend;

    RowReading(Backend backend) {
        this.backend = backend;
    }

    /** The rows of the user's that meet the condition on {@code t}, in the order of their ids. */
    List<StoredRow> read(Session session, UserId user, EntityKind kind, Sql condition) throws SQLException {
        if (kind == EntityKind.MEMORY) {
            return memories(session, user, condition);
        }
        return session.list(select(columns(kind), kind, user, condition), row -> row(user, kind, row));
    }

    private Sql select(String columns, EntityKind kind, UserId user, Sql condition) {
        EntityTable of = EntityTable.of(kind);
        return Sql.of(backend.sql("select " + columns + " from {s}." + of.table() + " t where t.user_id = "))
                .bind(user.value())
                .add(condition);
    }

    /** The condition that it is this one. */
    static Sql is(EntityRef ref) {
        EntityTable of = EntityTable.of(ref.kind());
        return Sql.of(" and t." + of.id() + " = ").bind(of.id(ref));
    }

    private static String columns(EntityKind kind) {
        return switch (kind) {
            case USER -> UserRow.columns("t");
            case THREAD -> ThreadRow.columns("t");
            case MESSAGE -> MessageRow.columns("t");
            case CONTACT -> ContactRow.columns("t");
            case PATTERN -> PatternRow.columns("t");
            case MEMORY -> MemoryRow.columns("t");
        };
    }

    private static StoredRow row(UserId user, EntityKind kind, ResultSet row) throws SQLException {
        return switch (kind) {
            case USER -> new OfUser(UserRow.read(row));
            case THREAD -> new OfThread(ThreadRow.read(row));
            case MESSAGE -> new OfMessage(MessageRow.read(user, row));
            case CONTACT -> new OfContact(ContactRow.read(row));
            case PATTERN -> new OfPattern(PatternRow.read(row));
            case MEMORY -> new OfMemory(MemoryRow.read(user, row), List.of());
        };
    }

    /** A memory and one of its revisions come as one row, so that both are of one moment. */
    private List<StoredRow> memories(Session session, UserId user, Sql condition) throws SQLException {
        Sql sql = Sql.of("select " + MemoryRow.columns("m") + ", r.memory, r.change, r.changed_at, r.reason from (")
                .add(select("t.*", EntityKind.MEMORY, user, condition))
                .add(backend.sql(
                        ") m left join {s}.memory_revisions r on r.user_id = m.user_id and r.memory_id = m.memory_id"
                                + " order by m.memory_id, r.version"));
        Map<Memory, List<MemoryRevision>> histories = new LinkedHashMap<>();
        session.list(sql, row -> {
            List<MemoryRevision> history =
                    histories.computeIfAbsent(MemoryRow.read(user, row), memory -> new ArrayList<>());
            return row.getString(MemoryRow.WIDTH + 1) != null
                    && history.add(MemoryRows.revision(row, MemoryRow.WIDTH + 1));
        });
        List<StoredRow> rows = new ArrayList<>();
        histories.forEach((memory, history) -> rows.add(new OfMemory(memory, history)));
        return rows;
    }
}
