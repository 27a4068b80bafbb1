package dev.kendall.storage.inmemory;

import dev.kendall.chat.ChatStore;
import dev.kendall.contact.ContactStore;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.ExternalIdStore;
import dev.kendall.job.JobQueue;
import dev.kendall.memory.MemoryStore;
import dev.kendall.pattern.PatternStore;
import dev.kendall.search.SearchStore;
import dev.kendall.search.VectorStore;
import dev.kendall.storage.ErasureReceipt;
import dev.kendall.storage.ErasureReceipt.Kind;
import dev.kendall.storage.Stores;
import dev.kendall.thread.ThreadStore;
import dev.kendall.user.UserId;
import dev.kendall.user.UserStore;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The stores over one way to reach the state. */
abstract class InMemoryStores implements Stores {
    private final Access access;
    private final UserStore users;
    private final ThreadStore threads;
    private final ChatStore chat;
    private final ContactStore contacts;
    private final PatternStore patterns;
    private final MemoryStore memories;
    private final ExternalIdStore externalIds;
    private final VectorStore vectors;
    private final SearchStore search;
    private final JobQueue jobs;

    InMemoryStores(Access access) {
        this.access = access;
        this.users = new InMemoryUserStore(access);
        this.threads = new InMemoryThreadStore(access);
        this.chat = new InMemoryChatStore(access);
        this.contacts = new InMemoryContactStore(access);
        this.patterns = new InMemoryPatternStore(access);
        this.memories = new InMemoryMemoryStore(access);
        this.externalIds = new InMemoryExternalIdStore(access);
        this.vectors = new InMemoryVectorStore(access);
        this.search = new InMemorySearchStore(access);
        this.jobs = new InMemoryJobQueue(access);
    }

    final Access access() {
        return access;
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

    /** Of a storage or a transaction. */
    public final JobQueue jobs() {
        return jobs;
    }

    @Override
    public final ErasureReceipt erase(UserId user) {
        return access.write(draft -> {
            UserState state = draft.user(user);
            if (state.user() == null) {
                return new ErasureReceipt(user, access.now(), Map.of());
            }
            var own = state.externalIds().entrySet().stream()
                    .filter(entry -> entry.getValue().kind() == EntityKind.USER)
                    .map(Map.Entry::getKey)
                    .toList();
            if (!own.isEmpty()) {
                State.Shared shared = draft.shared();
                draft.put(
                        shared.withUsersByExternalId(shared.usersByExternalId().minusAll(own)));
            }
            draft.remove(user);
            Map<Kind, Long> counts = counts(state);
            counts.put(Kind.JOBS, draft.change(jobs -> withoutJobs(jobs, user)));
            return new ErasureReceipt(user, access.now(), counts);
        });
    }

    private static Jobs.Changed<Long> withoutJobs(Jobs jobs, UserId user) {
        List<StoredJob> own = jobs.of(user);
        Jobs rest = jobs;
        for (StoredJob job : own) {
            rest = rest.without(job.id());
        }
        return new Jobs.Changed<>(rest, (long) own.size());
    }

    private static Map<Kind, Long> counts(UserState state) {
        Map<Kind, Long> counts = new EnumMap<>(Kind.class);
        counts.put(Kind.USERS, 1L);
        counts.put(Kind.THREADS, (long) state.threads().size());
        counts.put(Kind.MESSAGES, (long) state.messages().size());
        counts.put(Kind.CONTACTS, (long) state.contacts().size());
        counts.put(Kind.PATTERNS, (long) state.patterns().size());
        counts.put(Kind.MEMORIES, (long) state.memories().size());
        counts.put(
                Kind.MEMORY_REVISIONS,
                state.histories().values().stream().mapToLong(Collection::size).sum());
        counts.put(Kind.EXTERNAL_IDS, (long) state.externalIds().size());
        counts.put(
                Kind.VECTORS,
                state.messages().values().stream()
                                .mapToLong(row -> row.vectors.size())
                                .sum()
                        + state.memories().values().stream()
                                .mapToLong(row -> row.vectors.size())
                                .sum());
        counts.put(Kind.OUTBOX_ENTRIES, (long) state.outbox().size());
        counts.put(Kind.STATES, (long) state.workState().size());
        return counts;
    }
}
