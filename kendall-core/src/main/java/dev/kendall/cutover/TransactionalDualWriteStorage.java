package dev.kendall.cutover;

import dev.kendall.analytics.DailyStore;
import dev.kendall.chat.Message;
import dev.kendall.cutover.Journal.Writer;
import dev.kendall.cutover.TransactionAccess.OnOtherSide;
import dev.kendall.failure.Conflict;
import dev.kendall.failure.StorageRefused;
import dev.kendall.job.JobQueue;
import dev.kendall.storage.Transaction;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.storage.TurnWrite;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A {@link DualWriteStorage} over two storages with transactions. A transaction is one of the side that has the authority over its users.
 *
 * <p>While users have the authority on different sides, a transaction begins on the side of most, and its work is run again from its start on the other
 * side when the first user that it names is there; a transaction for users of both sides is refused. Changes stay in the outbox of the side where
 * they happened; listing goes on to the other side when one is empty.
 */
public final class TransactionalDualWriteStorage extends DualWriteStorage implements TransactionalStorage {
    private final Node node;
    private final Writes writes;

    TransactionalDualWriteStorage(Node node, Writes writes) {
        super(node, writes);
        this.node = node;
        this.writes = writes;
    }

    @Override
    public <R, X extends Exception> R inTransaction(Work<R, X> work) throws X {
        CutoverPlan plan = node.plans().current();
        return run(work, plan.stages().everyone().authority(), plan);
    }

    @Override
    public List<Message> storeTurn(TurnWrite turn) {
        CutoverPlan plan = node.plans().current();
        return run(transaction -> transaction.storeTurn(turn), node.homes().of(turn.user(), plan), plan);
    }

    /** Refused: jobs are not moved by a cutover, so one of the two storages keeps them. */
    @Override
    public JobQueue jobs() {
        throw jobsRefused();
    }

    /** Refused: while users move, each of the two storages has a part of what happened. */
    @Override
    public DailyStore daily() {
        throw new StorageRefused(
                "a cutover counts no days; count those of its two storages, or wait until it is over", null);
    }

    static StorageRefused jobsRefused() {
        return new StorageRefused("a cutover moves no jobs; use those of one of its two storages", null);
    }

    private <R, X extends Exception> R run(Work<R, X> work, Side first, CutoverPlan plan) throws X {
        try {
            return new Running<>(work, first, plan).run();
        } catch (OnOtherSide e) {
            try {
                return new Running<>(work, first.other(), plan).run();
            } catch (OnOtherSide again) {
                throw Conflict.lostRace("the user was moved by the cutover during the transaction; run it again");
            }
        }
    }

    private TransactionalStorage at(Side side) {
        return (TransactionalStorage) node.sides().at(side);
    }

    private boolean isWaiting(Side side, CutoverPlan plan) {
        return plan.isInUse(side)
                && !at(side).inTransaction(transaction -> transaction.outbox().list(1))
                        .isEmpty();
    }

    /** One run of one transaction. */
    private final class Running<R, X extends Exception> {
        private final Work<R, X> work;
        private final Side side;
        private final CutoverPlan plan;
        private final List<Intent> announced = new ArrayList<>();
        private final Instant begun = node.clock().instant();

        Running(Work<R, X> work, Side side, CutoverPlan plan) {
            this.work = work;
            this.side = side;
            this.plan = plan;
        }

        R run() throws X {
            R result;
            try {
                result = node.sides().measure(side, Counters.Work.WRITE, () -> at(side).inTransaction(this::work));
            } catch (RuntimeException | Error e) {
                announced.forEach(intent -> writes.failed(intent, e));
                throw e;
            }
            for (Intent intent : announced) {
                writes.confirm(intent, intent.scopes(), begun);
            }
            node.alarm().ring();
            return result;
        }

        private R work(Transaction transaction) throws X {
            TransactionAccess access = new TransactionAccess(node, transaction, side, plan);
            R result = work.run(new DualTransaction(access, transaction, () -> isWaiting(side.other(), plan)));
            access.checkSide();
            for (Map.Entry<UserId, Set<Scope>> each : access.touched().entrySet()) {
                enter(transaction, each.getKey(), each.getValue());
            }
            return result;
        }

        /** Behind all of the work and before its end: until then nobody sees anything of it. */
        private void enter(Transaction transaction, UserId user, Set<Scope> scopes) {
            boolean entered;
            if (node.store().journal().joins(at(side))) {
                entered = node.store().journal().mark(transaction, scopes, new Writer(user, side, plan.epoch()));
            } else {
                Intent intent =
                        node.store().journal().begin(user, scopes, plan.epoch()).orElse(null);
                if (intent != null) {
                    announced.add(intent);
                }
                entered = intent != null && intent.authority() == side;
            }
            if (!entered) {
                node.plans().reload();
                throw Conflict.lostRace("the plan of the cutover changed during the transaction; run it again");
            }
        }
    }
}
