package dev.kendall.cutover;

import dev.kendall.failure.StorageRefused;
import dev.kendall.job.JobQueue;
import dev.kendall.memory.MemoryHistories;
import dev.kendall.storage.Change;
import dev.kendall.storage.Outbox;
import dev.kendall.storage.OutboxEntry;
import dev.kendall.storage.StateStore;
import dev.kendall.storage.Transaction;
import dev.kendall.user.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The stores inside of one transaction of one side. */
final class DualTransaction extends DualStores implements Transaction {
    private final Outbox outbox;
    private final StateStore state;

    /**
     * A transaction.
     *
     * @param waitingElsewhere whether changes wait on the other side
     */
    DualTransaction(TransactionAccess access, Transaction transaction, BooleanSupplier waitingElsewhere) {
        super(access);
        this.outbox = new DualOutbox(access, transaction.outbox(), waitingElsewhere);
        this.state = new DualState(access, transaction.state());
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public JobQueue jobs() {
        throw TransactionalDualWriteStorage.jobsRefused();
    }

    /** Refused: a trimmed row would differ from its copy, and be copied again or not by chance. */
    @Override
    public MemoryHistories histories() {
        throw new StorageRefused(
                "a cutover trims no histories; trim those of one of its two storages when it is over", null);
    }

    @Override
    public StateStore state() {
        return state;
    }

    /** Changes wait where their users were when they happened. */
    private record DualOutbox(TransactionAccess access, Outbox own, BooleanSupplier waitingElsewhere)
            implements Outbox {
        @Override
        public OutboxEntry add(Change change) {
            access.told(change.user());
            return own.add(change);
        }

        /** What waits on the other side is listed when nothing waits here any more. */
        @Override
        public List<OutboxEntry> list(int limit) {
            access.checkSide();
            List<OutboxEntry> entries = own.list(limit);
            if (entries.isEmpty() && access.isUntouched() && waitingElsewhere.getAsBoolean()) {
                throw access.elsewhere();
            }
            return entries;
        }

        @Override
        public boolean remove(OutboxEntry entry) {
            access.checkSide();
            return own.remove(entry);
        }
    }

    /** Background work's own: it is not copied, so that the work begins anew with a user who was moved. */
    private record DualState(TransactionAccess access, StateStore own) implements StateStore {
        @Override
        public Optional<String> find(UserId user, String key) {
            access.check(user);
            return own.find(user, key);
        }

        @Override
        public Map<String, String> list(UserId user, String prefix) {
            access.check(user);
            return own.list(user, prefix);
        }

        @Override
        public void put(UserId user, String key, String value) {
            access.told(user);
            own.put(user, key, value);
        }

        @Override
        public boolean remove(UserId user, String key) {
            access.check(user);
            return own.remove(user, key);
        }
    }
}
