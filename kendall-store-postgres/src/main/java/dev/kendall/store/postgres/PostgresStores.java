package dev.kendall.store.postgres;

import dev.kendall.chat.ChatStore;
import dev.kendall.contact.ContactStore;
import dev.kendall.context.ContextReader;
import dev.kendall.entity.ExternalIdStore;
import dev.kendall.job.JobQueue;
import dev.kendall.memory.MemoryStore;
import dev.kendall.pattern.PatternStore;
import dev.kendall.search.SearchStore;
import dev.kendall.search.VectorStore;
import dev.kendall.storage.ErasureReceipt;
import dev.kendall.storage.Stores;
import dev.kendall.thread.ThreadStore;
import dev.kendall.user.UserId;
import dev.kendall.user.UserStore;

/** The stores over one way to reach the database. */
abstract class PostgresStores implements Stores {
    private final UserStore users;
    private final ThreadStore threads;
    private final ChatStore chat;
    private final ContactStore contacts;
    private final PatternStore patterns;
    private final MemoryStore memories;
    private final ExternalIdStore externalIds;
    private final VectorStore vectors;
    private final PostgresSearchStore search;
    private final PostgresContextReader context;
    private final JobQueue jobs;
    private final Erasure erasure;
    private final MessageAppending appending;

    PostgresStores(Access access) {
        this.users = new PostgresUserStore(access);
        this.threads = new PostgresThreadStore(access);
        this.chat = new PostgresChatStore(access);
        this.contacts = new PostgresContactStore(access);
        this.patterns = new PostgresPatternStore(access);
        this.memories = new PostgresMemoryStore(access);
        this.externalIds = new PostgresExternalIdStore(access);
        this.vectors = new PostgresVectorStore(access);
        this.search = new PostgresSearchStore(access);
        this.context = new PostgresContextReader(access, search);
        this.jobs = new PostgresJobQueue(access);
        this.erasure = new Erasure(access);
        this.appending = new MessageAppending(access);
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

    /** Reads a turn's context in one round trip. */
    @Override
    public final ContextReader context() {
        return context;
    }

    /** Of a storage or a transaction. */
    public final JobQueue jobs() {
        return jobs;
    }

    @Override
    public final ErasureReceipt erase(UserId user) {
        return erasure.erase(user);
    }

    final QueryPlans plans(Access access) {
        return new QueryPlans(access, search, context);
    }

    final MessageAppending appending() {
        return appending;
    }
}
