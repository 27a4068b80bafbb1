package dev.kendall.cutover;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.ChatStore;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.NewMessage;
import dev.kendall.entity.EntityRef;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

final class DualChatStore implements ChatStore {
    private final DualAccess access;

    DualChatStore(DualAccess access) {
        this.access = access;
    }

    /** Ids are given before anything is written, so that a write of unknown outcome can be found by them. */
    @Override
    public List<Message> append(UserId user, ThreadId thread, List<NewMessage> messages) {
        if (messages.isEmpty()) {
            return List.of();
        }
        List<NewMessage> named = messages.stream()
                .map(message -> message.id() == null ? message.withId(new MessageId(access.newId())) : message)
                .toList();
        Set<Scope> scopes = new HashSet<>();
        scopes.add(new Scope.Row(EntityRef.of(user, thread)));
        named.forEach(message -> scopes.add(new Scope.Row(EntityRef.of(user, Objects.requireNonNull(message.id())))));
        return access.write(Write.of(user, scopes, stores -> stores.chat().append(user, thread, named)));
    }

    @Override
    public Optional<Message> find(UserId user, MessageId id) {
        return access.read(user, Part.CHAT, stores -> stores.chat().find(user, id));
    }

    @Override
    public List<Message> listByIds(UserId user, Collection<MessageId> ids) {
        return access.read(user, Part.CHAT, stores -> stores.chat().listByIds(user, ids));
    }

    @Override
    public Page<Message> list(UserId user, MessageFilter filter, PageRequest request) {
        return access.read(user, Part.CHAT, stores -> stores.chat().list(user, filter, request));
    }

    @Override
    public Message setAttributes(UserId user, MessageId id, Attributes attributes) {
        return access.write(
                Write.of(user, scope(user, id), stores -> stores.chat().setAttributes(user, id, attributes)));
    }

    @Override
    public boolean delete(UserId user, MessageId id) {
        return access.write(
                Write.of(user, scope(user, id), stores -> stores.chat().delete(user, id)));
    }

    private static Set<Scope> scope(UserId user, MessageId id) {
        return Set.of(new Scope.Row(EntityRef.of(user, id)));
    }
}
