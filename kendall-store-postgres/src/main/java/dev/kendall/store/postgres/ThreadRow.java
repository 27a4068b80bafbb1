package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.THREADS;
import static org.jooq.impl.DSL.val;

import dev.kendall.store.postgres.internal.AttributesConverter;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

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

    /** All columns but the counts. */
    static Map<Field<?>, @Nullable Object> columns(ChatThread thread) {
        Map<Field<?>, @Nullable Object> columns = new HashMap<>();
        columns.put(THREADS.USER_ID, thread.user().value());
        columns.put(THREADS.THREAD_ID, thread.id().value());
        columns.put(THREADS.TITLE, thread.title());
        columns.put(THREADS.ATTRIBUTES, val(thread.attributes(), THREADS.ATTRIBUTES));
        columns.put(THREADS.CREATED, thread.created());
        columns.put(THREADS.LAST_ACTIVE, thread.lastActive());
        columns.put(THREADS.VERSION, thread.version());
        return columns;
    }
}
