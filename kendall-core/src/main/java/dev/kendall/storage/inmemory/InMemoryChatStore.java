package dev.kendall.storage.inmemory;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.ChatStore;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.MessageTransitions;
import dev.kendall.chat.NewMessage;
import dev.kendall.failure.NotFound;
import dev.kendall.internal.Checks;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.search.EmbeddingText;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.thread.ThreadTransitions;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class InMemoryChatStore implements ChatStore {
    private static final String LISTING = "messages";

    private final Access access;

    InMemoryChatStore(Access access) {
        this.access = access;
    }

    @Override
    public List<Message> append(UserId user, ThreadId thread, List<NewMessage> messages) {
        Objects.requireNonNull(thread, "thread");
        List<NewMessage> given = List.copyOf(messages);
        Checks.range("number of messages", given.size(), 0, MAX_BATCH);
        return access.write(draft -> {
            if (given.isEmpty()) {
                return List.of();
            }
            Instant now = access.now();
            UserState state = draft.user(user).ensureUser(user, now);
            if (!state.threads().containsKey(thread)) {
                state = state.withThread(InMemoryThreadStore.newThread(user, thread, now));
            }
            List<Message> result = new ArrayList<>(given.size());
            for (NewMessage message : given) {
                NewMessage named = message.id() != null ? message : message.withId(new MessageId(access.newId()));
                Row<Message> known = state.message(Objects.requireNonNull(named.id()));
                if (known == null) {
                    Row<Message> row = row(MessageTransitions.appended(user, thread, named, now));
                    state = touched(state, row.item()).withMessage(row);
                    result.add(row.item());
                } else {
                    result.add(MessageTransitions.sameAs(known.item(), thread, named));
                }
            }
            draft.put(user, state);
            return result;
        });
    }

    static Row<Message> row(Message message) {
        return Row.of(message, EmbeddingText.of(message));
    }

    /** The state with the thread's last activity moved to the message: in an empty thread whenever it was, else only forward. */
    private static UserState touched(UserState state, Message message) {
        ChatThread thread = Objects.requireNonNull(state.threads().get(message.thread()));
        boolean first = state.messagesOf(message.thread()).isEmpty();
        if (!first && !message.createdAt().isAfter(thread.lastActive())) {
            return state;
        }
        return state.withThread(ThreadTransitions.active(thread, message.createdAt()));
    }

    @Override
    public Optional<Message> find(UserId user, MessageId id) {
        return access.read(
                draft -> Optional.ofNullable(draft.user(user).message(id)).map(Row::item));
    }

    @Override
    public List<Message> listByIds(UserId user, Collection<MessageId> ids) {
        Checks.range("number of ids", ids.size(), 0, MAX_BATCH);
        return access.read(draft -> {
            UserState state = draft.user(user);
            return ids.stream()
                    .distinct()
                    .map(state::message)
                    .filter(Objects::nonNull)
                    .map(Row::item)
                    .sorted(Message.CHRONOLOGICAL)
                    .toList();
        });
    }

    @Override
    public Page<Message> list(UserId user, MessageFilter filter, PageRequest request) {
        MessageKey after = Keyset.after(
                request, LISTING, 2, key -> new MessageKey(Keyset.time(key), new MessageId(Keyset.id(key))));
        return access.read(draft -> Keyset.page(
                newestFirst(draft.user(user), filter, after),
                filter::matches,
                request,
                message ->
                        Keyset.timed(LISTING, message.createdAt(), message.id().value())));
    }

    /** Only the thread's messages where the filter names just one: that is how a conversation is read. */
    private static Iterable<Message> newestFirst(UserState state, MessageFilter filter, @Nullable MessageKey after) {
        if (filter.threads().size() == 1) {
            var keys = state.messagesOf(filter.threads().iterator().next());
            var rest = after == null ? keys : keys.headSet(after, false);
            return rest.descendingSet().stream()
                    .map(key ->
                            Objects.requireNonNull(state.messages().get(key)).item())::iterator;
        }
        var rest = after == null ? state.messages() : state.messages().headMap(after, false);
        return rest.descendingMap().values().stream().map(Row::item)::iterator;
    }

    @Override
    public Message setAttributes(UserId user, MessageId id, Attributes attributes) {
        return access.write(draft -> {
            UserState state = draft.user(user);
            Row<Message> row = state.message(id);
            if (row == null) {
                throw new NotFound("user " + user + " has no message " + id);
            }
            Row<Message> changed = row.withItem(row.item().withAttributes(attributes));
            draft.put(user, state.withMessage(changed));
            return changed.item();
        });
    }

    @Override
    public boolean delete(UserId user, MessageId id) {
        return access.write(draft -> {
            UserState state = draft.user(user);
            Row<Message> row = state.message(id);
            if (row == null) {
                return false;
            }
            draft.put(user, state.withoutMessage(row.item()));
            return true;
        });
    }
}
