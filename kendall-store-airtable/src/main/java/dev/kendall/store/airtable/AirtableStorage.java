package dev.kendall.store.airtable;

import dev.kendall.chat.ChatStore;
import dev.kendall.contact.ContactStore;
import dev.kendall.entity.ExternalIdStore;
import dev.kendall.id.IdGenerator;
import dev.kendall.id.UuidV7;
import dev.kendall.memory.MemoryStore;
import dev.kendall.pattern.PatternStore;
import dev.kendall.replica.ReplicaStorage;
import dev.kendall.replica.RowStore;
import dev.kendall.search.SearchStore;
import dev.kendall.search.VectorStore;
import dev.kendall.storage.Capability;
import dev.kendall.storage.ErasureReceipt;
import dev.kendall.thread.ThreadStore;
import dev.kendall.user.UserId;
import dev.kendall.user.UserStore;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Storage on an Airtable base, for as long as a host has not left it: the records of the legacy application and those that Kendall writes, in the
 * same tables. Thread-safe.
 *
 * <p><b>What it cannot do</b> is in {@link #capabilities()}: no transactions, no search by meaning, no history of memories, no external ids. Search by
 * word looks at the user's newest rows only ({@link AirtableOptions.Builder#searchWindow}).
 *
 * <p><b>What it cannot promise.</b> Airtable stores at most ten records at once, so that a call that stores more, or rows of several tables, may be
 * stored in part when the connection breaks; doing it again with the same ids completes it and duplicates nothing. It compares nothing before it
 * writes: within this process writers of one user come one after the other and conflicts are found; of two processes that change one row at the same
 * moment, the later one wins unseen. Let one process write to a user.
 *
 * <p><b>What it needs to write</b>: Kendall's own fields in each table, and the table {@code Kendall Threads}; {@link AirtableSetup} adds them. A base
 * without them can be read.
 *
 * <p>A record that cannot be read is left out of the answers, reported to {@link AirtableOptions.Builder#onRejected}, and stays as it is.
 */
public final class AirtableStorage implements ReplicaStorage {
    private final Access access;
    private final Erasure erasure;
    private final UserStore users;
    private final ThreadStore threads;
    private final ChatStore chat;
    private final ContactStore contacts;
    private final PatternStore patterns;
    private final MemoryStore memories;
    private final SearchStore search;
    private final ExternalIdStore externalIds = new NoExternalIds();
    private final VectorStore vectors = new NoVectors();
    private final RowStore rows;

    private AirtableStorage(Access access) {
        this.access = access;
        this.erasure = new Erasure(access.base(), access.users());
        this.users = new AirtableUserStore(access);
        this.threads = new AirtableThreadStore(access);
        this.chat = new AirtableChatStore(access);
        this.contacts = new AirtableContactStore(access);
        this.patterns = new AirtablePatternStore(access);
        this.memories = new AirtableMemoryStore(access);
        this.search = new AirtableSearchStore(access);
        this.rows = new AirtableRowStore(access, this);
    }

    /** A storage on a base. */
    public static Builder builder(AirtableOptions options) {
        return new Builder(options);
    }

    /** Search by word, and nothing else of what a backend may leave out. */
    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.KEYWORD_SEARCH);
    }

    /** What this process has sent to the base, by lane, whichever storage sent it. */
    public Map<Lane, LaneTraffic> traffic() {
        return access.base().shared().limiter().traffic();
    }

    @Override
    public UserStore users() {
        return users;
    }

    @Override
    public ThreadStore threads() {
        return threads;
    }

    @Override
    public ChatStore chat() {
        return chat;
    }

    @Override
    public ContactStore contacts() {
        return contacts;
    }

    @Override
    public PatternStore patterns() {
        return patterns;
    }

    @Override
    public MemoryStore memories() {
        return memories;
    }

    @Override
    public ExternalIdStore externalIds() {
        return externalIds;
    }

    @Override
    public VectorStore vectors() {
        return vectors;
    }

    @Override
    public SearchStore search() {
        return search;
    }

    @Override
    public RowStore rows() {
        return rows;
    }

    /** On {@link Lane#OUTBOX} or {@link Lane#VERIFY}. */
    @Override
    public AirtableStorage during(Errand errand) {
        return new AirtableStorage(access.on(
                switch (errand) {
                    case COPYING -> Lane.OUTBOX;
                    case COMPARING -> Lane.VERIFY;
                }));
    }

    @Override
    public ErasureReceipt erase(UserId user) {
        return access.write(user, work -> erasure.erase(user, access.now()));
    }

    @Override
    public void close() {
        access.close();
    }

    /** Options of an {@link AirtableStorage}. Not thread-safe. */
    public static final class Builder {
        private final AirtableOptions options;
        private InstantSource clock = InstantSource.system();
        private @Nullable IdGenerator ids;
        private Lane lane = Lane.LIVE;

        private Builder(AirtableOptions options) {
            this.options = Objects.requireNonNull(options, "options");
        }

        /** Where the time comes from. Default: the system's clock. */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** Where ids come from; they must ascend. Default: UUIDv7 by the storage's clock. */
        public Builder ids(IdGenerator ids) {
            this.ids = Objects.requireNonNull(ids, "ids");
            return this;
        }

        /** What the storage is used for, and so who goes first when the base is busy. Default: {@link Lane#LIVE}. */
        public Builder lane(Lane lane) {
            this.lane = Objects.requireNonNull(lane, "lane");
            return this;
        }

        /**
         * Opens the storage: reads the base's schema and compares it with the field map.
         *
         * @throws dev.kendall.failure.StorageRefused when the token is wrong or may not read the schema (scope {@code schema.bases:read}), or when
         *     a table, or a field that no row can do without, is missing
         * @throws IllegalArgumentException when two stores are mapped to one table
         * @throws dev.kendall.failure.StorageUnavailable when Airtable cannot be reached
         */
        public AirtableStorage open() {
            IdGenerator generator = ids != null ? ids : UuidV7.secure(clock);
            return new AirtableStorage(new Access(BaseTables.open(options, lane), clock, generator));
        }
    }
}
