package dev.kendall.store.airtable;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.ChatStore;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.NewMessage;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.internal.Checks;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

final class AirtableChatStore implements ChatStore {
    private final Access access;

    AirtableChatStore(Access access) {
        this.access = access;
    }

    @Override
    public List<Message> append(UserId user, ThreadId thread, List<NewMessage> messages) {
        Objects.requireNonNull(thread, "thread");
        List<NewMessage> given = List.copyOf(messages);
        Checks.range("number of messages", given.size(), 0, MAX_BATCH);
        if (given.isEmpty()) {
            access.checkOpen();
            return List.of();
        }
        return access.write(user, work -> {
            work.withOwner();
            work.rows().ifPresent(rows -> load(work, rows, thread, given));
            List<Message> appended = work.stores().chat().append(user, thread, given);
            // A repeated message may stand in another thread, which is there for it only.
            EntityRef own = EntityRef.of(user, thread);
            work.store(
                    ref -> ref.kind() != EntityKind.THREAD || ref.equals(own),
                    EntityKind.USER,
                    EntityKind.THREAD,
                    EntityKind.MESSAGE);
            return appended;
        });
    }

    private void load(UserWork work, UserRows rows, ThreadId thread, List<NewMessage> given) {
        work.withThreadToAppendTo(thread);
        work.withIds(
                EntityKind.MESSAGE,
                given.stream()
                        .map(NewMessage::id)
                        .filter(Objects::nonNull)
                        .map(MessageId::toString)
                        .toList());
        Optional<ChatThread> known = work.stores().threads().find(work.user(), thread);
        if (known.isPresent() && given.stream().anyMatch(message -> !isLater(message, known.get()))) {
            // Whether the thread is empty decides whether an old message moves its last activity.
            work.withMessages(work.messages(rows).some(thread));
        }
    }

    private boolean isLater(NewMessage message, ChatThread thread) {
        Instant said = message.createdAt() != null ? message.createdAt() : access.now();
        return said.isAfter(thread.lastActive());
    }

    @Override
    public Optional<Message> find(UserId user, MessageId id) {
        return access.read(user, work -> with(work, List.of(id)).stores().chat().find(user, id));
    }

    private static UserWork with(UserWork work, Collection<MessageId> ids) {
        return work.withOwner()
                .withIds(
                        EntityKind.MESSAGE,
                        ids.stream().map(MessageId::toString).toList());
    }

    @Override
    public List<Message> listByIds(UserId user, Collection<MessageId> ids) {
        Checks.range("number of ids", ids.size(), 0, MAX_BATCH);
        return access.read(user, work -> with(work, ids).stores().chat().listByIds(user, ids));
    }

    @Override
    public Page<Message> list(UserId user, MessageFilter filter, PageRequest request) {
        return access.read(user, work -> {
            work.withOwner();
            work.rows().ifPresent(rows -> work.withMessages(work.messages(rows).page(filter, request)));
            return work.stores().chat().list(user, filter, request);
        });
    }

    @Override
    public Message setAttributes(UserId user, MessageId id, Attributes attributes) {
        return access.write(user, work -> {
            with(work, List.of(id)).keepThreadOf(id);
            Message changed = work.stores().chat().setAttributes(user, id, attributes);
            work.store(EntityKind.MESSAGE);
            return changed;
        });
    }

    @Override
    public boolean delete(UserId user, MessageId id) {
        return access.write(user, work -> {
            with(work, List.of(id)).keepThreadOf(id);
            boolean existed = work.stores().chat().delete(user, id);
            work.store(EntityKind.MESSAGE);
            return existed;
        });
    }
}
