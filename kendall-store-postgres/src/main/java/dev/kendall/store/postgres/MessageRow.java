package dev.kendall.store.postgres;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.MessageType;
import dev.kendall.chat.Role;
import dev.kendall.store.postgres.internal.AttributesConverter;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A message's row. */
final class MessageRow {
    /** How many columns {@link #read} reads. */
    static final int WIDTH = 8;

    private MessageRow() {}

    /** What {@link #read} reads. */
    static String columns(String alias) {
        return Columns.of(alias, "thread_id, message_id, role, type, speaker, text, created_at, attributes");
    }

    static Session.RowReader<Message> of(UserId user) {
        return row -> read(user, row);
    }

    static Message read(UserId user, ResultSet row) throws SQLException {
        return new Message(
                user,
                ThreadId.of(row.getString(1)),
                new MessageId(Columns.uuid(row, 2)),
                Role.valueOf(row.getString(3)),
                MessageType.valueOf(row.getString(4)),
                row.getString(5),
                row.getString(6),
                Columns.time(row, 7),
                AttributesConverter.read(row.getString(8)));
    }
}
