package dev.kendall.benchmarks.postgres.turn;

import dev.kendall.chat.ChatStore;
import dev.kendall.contact.ContactStore;
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

/** The same stores, but a turn's context is asked of one after the other, as of a backend that can do no better. */
record StoreByStore(Stores stores) implements Stores {
    @Override
    public UserStore users() {
        return stores.users();
    }

    @Override
    public ThreadStore threads() {
        return stores.threads();
    }

    @Override
    public ChatStore chat() {
        return stores.chat();
    }

    @Override
    public ContactStore contacts() {
        return stores.contacts();
    }

    @Override
    public PatternStore patterns() {
        return stores.patterns();
    }

    @Override
    public MemoryStore memories() {
        return stores.memories();
    }

    @Override
    public ExternalIdStore externalIds() {
        return stores.externalIds();
    }

    @Override
    public VectorStore vectors() {
        return stores.vectors();
    }

    @Override
    public SearchStore search() {
        return stores.search();
    }

    @Override
    public ErasureReceipt erase(UserId user) {
        return stores.erase(user);
    }
}
