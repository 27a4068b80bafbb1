package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.internal.jooq.Tables.CHAT_MESSAGES;
import static org.jooq.impl.DSL.val;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.ChatStore;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.NewMessage;
import dev.kendall.failure.NotFound;
import dev.kendall.internal.Checks;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

final class PostgresChatStore implements ChatStore {
    private static final String LISTING = "messages";

    private final Access access;
    private final MessageAppending appending;
    private final MessageRemoval removal;
    private final String select;

    PostgresChatStore(Access access) {
        this.access = access;
        this.appending = new MessageAppending(access);
        this.removal = new MessageRemoval(access.backend());
        this.select = access.sql("select " + MessageRow.columns("m") + " from {s}.chat_messages m where m.user_id = ");
    }

    @Override
    public List<Message> append(UserId user, ThreadId thread, List<NewMessage> messages) {
        Objects.requireNonNull(thread, "thread");
        List<NewMessage> given = List.copyOf(messages);
        Checks.range("number of messages", given.size(), 0, MAX_BATCH);
        access.checkOpen();
        return given.isEmpty() ? List.of() : appending.append(user, thread, given);
    }

    @Override
    public Optional<Message> find(UserId user, MessageId id) {
        return access.read("find message " + id + " of user " + user, user, session -> find(session, user, id));
    }

    private Optional<Message> find(Session session, UserId user, MessageId id) throws SQLException {
        Sql query =
                Sql.of(select).bind(user.value()).add(" and m.message_id = ").bind(id.value());
        return session.find(query, MessageRow.of(user));
    }

    @Override
    public List<Message> listByIds(UserId user, Collection<MessageId> ids) {
        Checks.range("number of ids", ids.size(), 0, MAX_BATCH);
        Sql query = Sql.of(select)
                .bind(user.value())
                .add(" and m.message_id = any(")
                .bindArray("uuid", ids.stream().map(MessageId::value).toList())
                .add(") order by m.created_at, m.message_id");
        return access.read("list messages of user " + user, user, session -> session.list(query, MessageRow.of(user)));
    }

    @Override
    public Page<Message> list(UserId user, MessageFilter filter, PageRequest request) {
        Keys.Timed after = Keys.read(request.after(), LISTING, 2, Keys.Timed::of);
        Sql query = Sql.of(select).bind(user.value()).add(Filters.of(filter));
        if (after != null) {
            query.add(" and (m.created_at, m.message_id) < (")
                    .bind(after.time())
                    .add(", ")
                    .bind(after.id())
                    .add(")");
        }
        query.add(" order by m.created_at desc, m.message_id desc limit ").bind(request.limit() + 1);
        List<Message> rows = access.read(
                "list the messages of user " + user, user, session -> session.list(query, MessageRow.of(user)));
        return Page.of(
                rows,
                request.limit(),
                message -> new Keys.Timed(message.createdAt(), message.id().value()).cursor(LISTING));
    }

    @Override
    public Message setAttributes(UserId user, MessageId id, Attributes attributes) {
        return access.write("change message " + id + " of user " + user, Access.Repeat.SAFE, session -> {
            session.lock(user);
            Message stored =
                    find(session, user, id).orElseThrow(() -> new NotFound("user " + user + " has no message " + id));
            session.dsl()
                    .update(CHAT_MESSAGES)
                    .set(CHAT_MESSAGES.ATTRIBUTES, val(attributes, CHAT_MESSAGES.ATTRIBUTES))
                    .where(CHAT_MESSAGES.USER_ID.eq(user.value()), CHAT_MESSAGES.MESSAGE_ID.eq(id.value()))
                    .execute();
            return stored.withAttributes(attributes);
        });
    }

    @Override
    public boolean delete(UserId user, MessageId id) {
        return access.write("delete message " + id + " of user " + user, Access.Repeat.UNSAFE, session -> {
            if (session.lock(user).isEmpty() || !removal.remove(session, user, id)) {
                return false;
            }
            Tombstones.add(session, user, "MESSAGE", id.toString());
            return true;
        });
    }
}
