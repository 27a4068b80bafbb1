package dev.kendall.storage.inmemory;

import dev.kendall.memory.MemoryHistories;
import dev.kendall.storage.Outbox;
import dev.kendall.storage.StateStore;
import dev.kendall.storage.Transaction;
import java.util.function.Function;

/** The stores over one draft. */
final class InMemoryTransaction extends InMemoryStores implements Transaction {
    private final Outbox outbox;
    private final StateStore state;
    private final MemoryHistories histories;
    private final Drafting drafting;

    InMemoryTransaction(Access storage, Draft draft) {
        this(new Drafting(storage, draft));
    }

    private InMemoryTransaction(Drafting drafting) {
        super(drafting);
        this.drafting = drafting;
        this.outbox = new InMemoryOutbox(drafting);
        this.state = new InMemoryStateStore(drafting);
        this.histories = new InMemoryMemoryHistories(drafting);
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public StateStore state() {
        return state;
    }

    @Override
    public MemoryHistories histories() {
        return histories;
    }

    void end() {
        drafting.ended = true;
    }

    /** Every call reads and drafts the same draft. */
    private static final class Drafting extends Access {
        private final Draft draft;
        private volatile boolean ended;

        Drafting(Access storage, Draft draft) {
            super(storage.clock(), storage.ids(), storage.jobAlarm());
            this.draft = draft;
        }

        @Override
        <R> R read(Function<Draft, R> work) {
            return write(work);
        }

        @Override
        <R> R write(Function<Draft, R> work) {
            if (ended) {
                throw new IllegalStateException("this transaction has ended; use its stores only inside the work");
            }
            return work.apply(draft);
        }
    }
}
