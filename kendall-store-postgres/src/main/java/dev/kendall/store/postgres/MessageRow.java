package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.CHAT_MESSAGES;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.MessageType;
import dev.kendall.chat.Role;
import dev.kendall.search.EmbeddingText;
import dev.kendall.search.Words;
import dev.kendall.store.postgres.internal.AttributesConverter;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

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

    /** Whether a message of this text gets a vector. */
    static boolean isEmbeddable(String text) {
        return !text.isBlank();
    }

    /** The words that a message is found by. */
    static long[] words(UserId user, @Nullable String speaker, String text) {
        return Words.of(user, EmbeddingText.of(speaker, text));
    }

    /** All columns. */
    static Map<Field<?>, @Nullable Object> columns(Message message, long[] words) {
        Map<Field<?>, @Nullable Object> columns = new HashMap<>();
        columns.put(CHAT_MESSAGES.USER_ID, message.user().value());
        columns.put(CHAT_MESSAGES.MESSAGE_ID, message.id().value());
        columns.put(CHAT_MESSAGES.THREAD_ID, message.thread().value());
        columns.put(CHAT_MESSAGES.ROLE, message.role().name());
        columns.put(CHAT_MESSAGES.TYPE, message.type().name());
        columns.put(CHAT_MESSAGES.SPEAKER, message.speaker());
        columns.put(CHAT_MESSAGES.TEXT, message.text());
        columns.put(CHAT_MESSAGES.EMBEDDABLE, isEmbeddable(message.text()));
        columns.put(CHAT_MESSAGES.WORDS, words);
        columns.put(CHAT_MESSAGES.CREATED_AT, message.createdAt());
        columns.put(CHAT_MESSAGES.ATTRIBUTES, message.attributes());
        return columns;
    }
}
