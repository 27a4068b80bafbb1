package dev.kendall.cutover;

import dev.kendall.chat.ChatStore;
import dev.kendall.contact.ContactStore;
import dev.kendall.context.ContextReader;
import dev.kendall.entity.ExternalIdStore;
import dev.kendall.memory.MemoryStore;
import dev.kendall.pattern.PatternStore;
import dev.kendall.search.SearchStore;
import dev.kendall.search.VectorStore;
import dev.kendall.storage.ErasureReceipt;
import dev.kendall.storage.Stores;
import dev.kendall.thread.ThreadStore;
import dev.kendall.user.UserId;
import dev.kendall.user.UserStore;

/** The stores over one way to reach the sides. */
class DualStores implements Stores {
    private final DualAccess access;
    private final UserStore users;
    private final ThreadStore threads;
    private final ChatStore chat;
    private final ContactStore contacts;
    private final PatternStore patterns;
    private final MemoryStore memories;
    private final ExternalIdStore externalIds;
    private final VectorStore vectors;
    private final DualSearchStore search;

    DualStores(DualAccess access) {
        this.access = access;
        this.users = new DualUserStore(access);
        this.threads = new DualThreadStore(access);
        this.chat = new DualChatStore(access);
        this.contacts = new DualContactStore(access);
        this.patterns = new DualPatternStore(access);
        this.memories = new DualMemoryStore(access);
        this.externalIds = new DualExternalIdStore(access);
        this.vectors = new DualVectorStore(access);
        this.search = new DualSearchStore(access);
    }

    @Override
    public final UserStore users() {
        return users;
    }

    @Override
    public final ThreadStore threads() {
        return threads;
    }

    @Override
    public final ChatStore chat() {
        return chat;
    }

    @Override
    public final ContactStore contacts() {
        return contacts;
    }

    @Override
    public final PatternStore patterns() {
        return patterns;
    }

    @Override
    public final MemoryStore memories() {
        return memories;
    }

    @Override
    public final ExternalIdStore externalIds() {
        return externalIds;
    }

    @Override
    public final VectorStore vectors() {
        return vectors;
    }

    @Override
    public final SearchStore search() {
        return search;
    }

    @Override
    public final ContextReader context() {
        return search;
    }

    /** What the receipt counts is what the authority had; the other side follows. */
    @Override
    public final ErasureReceipt erase(UserId user) {
        return access.write(Write.of(user, Scope.everything(user), stores -> stores.erase(user)));
    }
}
