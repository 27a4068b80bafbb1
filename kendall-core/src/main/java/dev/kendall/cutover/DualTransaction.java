package dev.kendall.cutover;

import dev.kendall.job.JobQueue;
import dev.kendall.storage.Change;
import dev.kendall.storage.Outbox;
import dev.kendall.storage.OutboxEntry;
import dev.kendall.storage.Transaction;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The stores inside of one transaction of one side. */
final class DualTransaction extends DualStores implements Transaction {
    private final Outbox outbox;

    /**
     * A transaction.
     *
     * @param waitingElsewhere whether changes wait on the other side
     */
    DualTransaction(TransactionAccess access, Transaction transaction, BooleanSupplier waitingElsewhere) {
        super(access);
        this.outbox = new DualOutbox(access, transaction.outbox(), waitingElsewhere);
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public JobQueue jobs() {
        throw TransactionalDualWriteStorage.jobsRefused();
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
}
