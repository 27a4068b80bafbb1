package dev.kendall.store.postgres;

import dev.kendall.memory.Importance;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryType;
import dev.kendall.store.postgres.internal.AttributesConverter;
import dev.kendall.user.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

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
}
