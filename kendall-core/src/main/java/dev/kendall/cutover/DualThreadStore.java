package dev.kendall.cutover;

import dev.kendall.entity.EntityRef;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.thread.ThreadStore;
import dev.kendall.user.UserId;
import java.util.Optional;
import java.util.Set;

final class DualThreadStore implements ThreadStore {
    private final DualAccess access;

    DualThreadStore(DualAccess access) {
        this.access = access;
    }

    private static Scope scope(UserId user, ThreadId id) {
        return new Scope.Row(EntityRef.of(user, id));
    }

    /** A thread that is there already is nothing to be owed. */
    @Override
    public ChatThread getOrCreate(UserId user, ThreadId id) {
        Optional<ChatThread> stored =
                access.read(user, Part.CHAT, stores -> stores.threads().find(user, id));
        return stored.orElseGet(() -> access.write(Write.of(
                user, Set.of(scope(user, id)), stores -> stores.threads().getOrCreate(user, id))));
    }

    @Override
    public ChatThread update(ChatThread thread) {
        UserId user = thread.user();
        return access.write(Write.of(
                user,
                Set.of(scope(user, thread.id())),
                stores -> stores.threads().update(thread)));
    }

    @Override
    public Optional<ChatThread> find(UserId user, ThreadId id) {
        return access.read(user, Part.CHAT, stores -> stores.threads().find(user, id));
    }

    @Override
    public Page<ChatThread> list(UserId user, PageRequest request) {
        return access.read(user, Part.CHAT, stores -> stores.threads().list(user, request));
    }

    /** Its messages are owed, too, because it may be begun again before it is deleted on the other side. */
    @Override
    public boolean delete(UserId user, ThreadId id) {
        Set<Scope> scopes = Set.of(scope(user, id), new Scope.MessagesIn(user, id));
        return access.write(Write.of(user, scopes, stores -> stores.threads().delete(user, id)));
    }
}
