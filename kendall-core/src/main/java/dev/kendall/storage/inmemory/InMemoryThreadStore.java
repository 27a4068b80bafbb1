package dev.kendall.storage.inmemory;

import dev.kendall.attributes.Attributes;
import dev.kendall.page.Cursor;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.thread.ThreadStore;
import dev.kendall.thread.ThreadTransitions;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

final class InMemoryThreadStore implements ThreadStore {
    private static final String LISTING = "threads";
    private static final Comparator<Activity> LATEST_FIRST =
            Comparator.comparing(Activity::lastActive).reversed().thenComparing(Activity::id);

    /** The sort key. */
    private record Activity(Instant lastActive, ThreadId id) {
        static Activity of(ChatThread thread) {
            return new Activity(thread.lastActive(), thread.id());
        }
    }

    private final Access access;

    InMemoryThreadStore(Access access) {
        this.access = access;
    }

    @Override
    public ChatThread getOrCreate(UserId user, ThreadId id) {
        Objects.requireNonNull(id, "id");
        return access.write(draft -> {
            UserState state = draft.user(user);
            ChatThread stored = state.threads().get(id);
            if (stored != null) {
                return stored;
            }
            ChatThread created = newThread(user, id, access.now());
            draft.put(user, state.ensureUser(user, created.created()).withThread(created));
            return created;
        });
    }

    static ChatThread newThread(UserId user, ThreadId id, Instant now) {
        return new ChatThread(user, id, null, Attributes.none(), now, now, 1);
    }

    @Override
    public ChatThread update(ChatThread thread) {
        return access.write(draft -> {
            UserState state = draft.user(thread.user());
            ChatThread updated = ThreadTransitions.updated(state.threads().get(thread.id()), thread);
            draft.put(thread.user(), state.withThread(updated));
            return updated;
        });
    }

    @Override
    public Optional<ChatThread> find(UserId user, ThreadId id) {
        Objects.requireNonNull(id, "id");
        return access.read(
                draft -> Optional.ofNullable(draft.user(user).threads().get(id)));
    }

    @Override
    public Page<ChatThread> list(UserId user, PageRequest request) {
        Activity after =
                Keyset.after(request, LISTING, 2, key -> new Activity(Keyset.time(key), ThreadId.of(key.get(1))));
        return access.read(draft -> Keyset.page(
                draft.user(user).threads().values().stream()
                        .filter(thread -> after == null || LATEST_FIRST.compare(Activity.of(thread), after) > 0)
                        .sorted(Comparator.comparing(Activity::of, LATEST_FIRST))::iterator,
                thread -> true,
                request,
                thread -> Cursor.of(
                        LISTING, thread.lastActive().toString(), thread.id().value())));
    }

    @Override
    public boolean delete(UserId user, ThreadId id) {
        Objects.requireNonNull(id, "id");
        return access.write(draft -> {
            UserState state = draft.user(user);
            if (!state.threads().containsKey(id)) {
                return false;
            }
            UserState left = state;
            for (MessageKey key : state.messagesOf(id)) {
                left = left.withoutMessage(
                        Objects.requireNonNull(left.messages().get(key)).item());
            }
            draft.put(user, left.withoutThread(id));
            return true;
        });
    }
}
