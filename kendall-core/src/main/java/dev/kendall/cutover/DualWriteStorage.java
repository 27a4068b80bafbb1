package dev.kendall.cutover;

import dev.kendall.failure.StorageUnavailable;
import dev.kendall.id.IdGenerator;
import dev.kendall.id.UuidV7;
import dev.kendall.replica.ReplicaStorage;
import dev.kendall.storage.Capability;
import dev.kendall.storage.Storage;
import dev.kendall.storage.TransactionalStorage;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two storages as one, while users are moved from one to the other. Thread-safe; one for each node, all over the same {@link CutoverStore}.
 *
 * <p>Each user's data has one authority, as the {@link CutoverPlan} says: it is read and written there, and what was written is owed to the other
 * side, which {@link CutoverWorker} settles in the background. A caller waits for the authority and for the store, never for the other side; a
 * user reads what was just written at every moment, also while the authority changes. Where both storages have transactions, so has this one: it is
 * a {@link TransactionalDualWriteStorage} then.
 *
 * <p>What only one side can do, is done while that side is the user's authority: search by meaning, external ids, memory histories. A search by
 * meaning and by word goes by word alone where the authority cannot do both. Embedding spaces are added to every side that has any, so that the
 * new side's vectors can be filled before it gets the authority.
 *
 * <p>Every call throws {@link StorageUnavailable} when the plan cannot be loaded for longer than {@link CutoverOptions#planMaxAge}, because the user
 * may have moved; a write, when it cannot be announced. Nothing was written then.
 */
public class DualWriteStorage extends DualStores implements Storage {
    private final Node node;
    private final Copier copier;

    DualWriteStorage(Node node, Writes writes) {
        super(new DirectAccess(node, writes));
        this.node = node;
        this.copier = new Copier(node);
        node.shadows().comparing(new Comparison(node));
    }

    /** A storage over both sides, to be completed. */
    public static Builder builder(ReplicaStorage old, ReplicaStorage replacement, CutoverStore store) {
        return new Builder(old, replacement, store);
    }

    final Node node() {
        return node;
    }

    /** Settles what is owed: for hosts that do not use {@link CutoverWorker}, and for tests. */
    public final Copier copier() {
        return copier;
    }

    /** What every side can do that has, or may have, the authority over some user now. */
    @Override
    public final Set<Capability> capabilities() {
        Set<Capability> all = EnumSet.allOf(Capability.class);
        node.plans()
                .current()
                .authorities()
                .forEach(side -> all.retainAll(node.sides().capabilities(side)));
        if (!(this instanceof TransactionalStorage)) {
            all.remove(Capability.TRANSACTIONS);
        }
        all.remove(Capability.JOBS);
        return all;
    }

    /** Ends comparisons and closes both sides; the store stays as it is. Close a worker before. */
    @Override
    public final void close() {
        node.shadows().close();
        try {
            node.sides().at(Side.OLD).close();
        } finally {
            node.sides().at(Side.NEW).close();
        }
    }

    /** What a {@link DualWriteStorage} is made of. Not thread-safe. */
    public static final class Builder {
        private final ReplicaStorage old;
        private final ReplicaStorage replacement;
        private final CutoverStore store;
        private CutoverOptions options = CutoverOptions.defaults();
        private InstantSource clock = InstantSource.system();
        private @Nullable IdGenerator ids;

        private Builder(ReplicaStorage old, ReplicaStorage replacement, CutoverStore store) {
            this.old = Objects.requireNonNull(old, "old");
            this.replacement = Objects.requireNonNull(replacement, "replacement");
            this.store = Objects.requireNonNull(store, "store");
        }

        /** How this node takes part. Default: {@link CutoverOptions#defaults()}. */
        public Builder options(CutoverOptions options) {
            this.options = Objects.requireNonNull(options, "options");
            return this;
        }

        /** Where the time comes from. Default: the system's clock. */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** Where the ids of new rows come from; they must ascend. Default: UUIDv7 by the clock. */
        public Builder ids(IdGenerator ids) {
            this.ids = Objects.requireNonNull(ids, "ids");
            return this;
        }

        /** The storage: a {@link TransactionalDualWriteStorage} when both sides have transactions. */
        public DualWriteStorage build() {
            Counters counters = new Counters();
            Sides sides = new Sides(old, replacement, clock, counters);
            PlanCache plans = new PlanCache(store, clock, options);
            Node node = new Node(
                    sides,
                    store,
                    plans,
                    new Homes(store, plans),
                    new Shadows(options, counters),
                    counters,
                    options,
                    clock,
                    ids != null ? ids : UuidV7.secure(clock),
                    new Alarm());
            Writes writes = new Writes(node);
            boolean transactional = old instanceof TransactionalStorage && replacement instanceof TransactionalStorage;
            return transactional ? new TransactionalDualWriteStorage(node, writes) : new DualWriteStorage(node, writes);
        }
    }
}
