package dev.kendall.store.postgres;

import dev.kendall.store.postgres.internal.AttributesConverter;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A thread's row. */
final class ThreadRow {
    private ThreadRow() {}

    /** What {@link #read} reads. */
    static String columns(String alias) {
        return Columns.of(alias, "user_id, thread_id, title, attributes, created, last_active, version");
    }

    static ChatThread read(ResultSet row) throws SQLException {
        return new ChatThread(
                UserId.of(row.getString(1)),
                ThreadId.of(row.getString(2)),
                row.getString(3),
                AttributesConverter.read(row.getString(4)),
                Columns.time(row, 5),
                Columns.time(row, 6),
                row.getLong(7));
    }
}
