package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.CHAT_MESSAGES;

import dev.kendall.chat.Message;
import dev.kendall.entity.EntityRef;
import dev.kendall.user.UserId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/** Messages, with what they add to the counts of their users and threads. */
final class MessageImport implements Importing<Message> {
    private static final List<TableField<?, ?>> KEY = List.of(CHAT_MESSAGES.USER_ID, CHAT_MESSAGES.MESSAGE_ID);

    private static final String FROM = " from unnest($keys) with ordinality as k (user_id, message_id, n)"
            + " join {s}.chat_messages m on m.user_id = k.user_id and m.message_id = k.message_id";

    private static final String KNOWN = "select k.n" + FROM;
    private static final String STORED = "select " + MessageRow.columns("m") + ", m.user_id, k.n" + FROM;

    private static final String DELETED = "select k.n"
            + " from unnest($keys) with ordinality as k (user_id, entity_id, thread_id, stored, n) where "
            + Tombstones.of("'MESSAGE'")
            + " or exists (select from {s}.tombstones d where d.user_id = k.user_id and d.kind = 'THREAD'"
            + " and d.entity_id = k.thread_id and extract(epoch from d.deleted_at) * 1000 >= k.stored)";

    private final Backend backend;
    private final CopyTable<Message> attributes;

    MessageImport(Backend backend) {
        this.backend = backend;
        this.attributes = new CopyTable<>(backend, KEY, MessageImport::attributes);
    }

    private static Map<Field<?>, @Nullable Object> attributes(Message message) {
        Map<Field<?>, @Nullable Object> columns = new HashMap<>();
        columns.put(CHAT_MESSAGES.USER_ID, message.user().value());
        columns.put(CHAT_MESSAGES.MESSAGE_ID, message.id().value());
        columns.put(CHAT_MESSAGES.ATTRIBUTES, message.attributes());
        return columns;
    }

    @Override
    public ImportReport.Kind kind() {
        return ImportReport.Kind.MESSAGES;
    }

    @Override
    public EntityRef ref(Message message) {
        return EntityRef.of(message.user(), message.id());
    }

    @Override
    public List<?> keys(Message message) {
        return List.of(ref(message));
    }

    @Override
    public int weight(Message message) {
        return message.text().length();
    }

    @Override
    public void store(Chunk<Message> chunk) throws SQLException {
        Set<UserId> created = chunk.ensureUsers();
        List<Message> ofKnownUsers = chunk.rows().stream()
                .filter(message -> !created.contains(message.user()))
                .toList();
        List<Chunk.Column<Message>> keys = List.of(
                chunk.userColumn(),
                new Chunk.Column<>("uuid", message -> message.id().value()));
        Map<Message, Boolean> known = chunk.lookUp(ofKnownUsers, KNOWN, keys, row -> true);
        Set<Message> deleted = chunk.deleted(
                ofKnownUsers.stream()
                        .filter(message -> !known.containsKey(message))
                        .toList(),
                DELETED,
                List.of(
                        chunk.userColumn(),
                        new Chunk.Column<>("text", message -> message.id().toString()),
                        new Chunk.Column<>("text", message -> message.thread().value()),
                        new Chunk.Column<>("int8", MessageImport::stored)));
        Chunk.Fates<Message> fates = chunk.fates(chunk.rowsWithout(deleted), known, (message, there) -> true);
        insert(chunk, fates.only(Chunk.Fate.INSERT, fates.rows()));
        replaceAttributes(chunk, fates.only(Chunk.Fate.REPLACE, fates.rows()), keys);
    }

    /** When it was stored, as far as it tells, in milliseconds since 1970. */
    private static long stored(Message message) {
        UUID id = message.id().value();
        return id.version() == 7
                ? id.getMostSignificantBits() >>> 16
                : message.createdAt().toEpochMilli();
    }

    private void insert(Chunk<Message> chunk, List<Message> fresh) throws SQLException {
        if (!fresh.isEmpty()) {
            MessageGrowth growth = new MessageGrowth(backend);
            fresh.forEach(growth::countInThread);
            growth.growThreads(chunk.session());
            new CopyTable<Message>(backend, KEY, message -> {
                        long[] words = MessageRow.words(message.user(), message.speaker(), message.text());
                        growth.countWords(message, words.length);
                        return MessageRow.columns(message, words);
                    })
                    .insert(chunk.session(), fresh);
            growth.growUsers(chunk.session());
            chunk.inserted(fresh);
        }
    }

    private void replaceAttributes(Chunk<Message> chunk, List<Message> there, List<Chunk.Column<Message>> keys)
            throws SQLException {
        Map<Message, Message> stored =
                chunk.lookUp(there, STORED, keys, row -> MessageRow.read(UserId.of(row.getString("user_id")), row));
        List<Message> changed = new ArrayList<>();
        for (Message message : there) {
            Message old = Objects.requireNonNull(stored.get(message));
            if (!old.withAttributes(message.attributes()).equals(message)) {
                chunk.reject(
                        message,
                        ImportReject.Reason.DIFFERENT_MESSAGE,
                        "another message is stored under this id, and what was said never changes");
            } else if (old.equals(message)) {
                chunk.kept(1);
            } else {
                changed.add(message);
            }
        }
        attributes.replace(chunk.session(), changed);
        chunk.replaced(changed);
    }
}
