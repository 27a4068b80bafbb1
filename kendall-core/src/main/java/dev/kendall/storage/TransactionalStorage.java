package dev.kendall.storage;

import dev.kendall.analytics.DailyStore;
import dev.kendall.chat.Message;
import dev.kendall.failure.Conflict;
import dev.kendall.job.JobQueue;
import java.util.List;

/** A storage with transactions over all of its stores. */
public interface TransactionalStorage extends Storage {
    /**
     * Runs {@code work} in one transaction: everything it does through its {@link Transaction} is stored together when it returns,
     * and nothing of it when it throws. Others see none of it before, and the work sees no half of theirs. (TX-1)
     *
     * <p>What is not reached through the transaction is outside of it. A transaction begun inside the work is another one: they do not
     * nest. The work's own exception reaches the caller as it is. (TX-2) When somebody else changed what the work read or wrote, {@link
     * Conflict} ({@linkplain Conflict#isLostRace lost race}) is thrown and nothing is stored: run the whole work again. (TX-3) The work
     * should be short and call no model: it may hold locks.
     *
     * @throws Conflict when the work lost a race
     * @throws X what the work throws
     */
    <R, X extends Exception> R inTransaction(Work<R, X> work) throws X;

    /**
     * Stores a chat turn in a transaction of its own, as {@link Transaction#storeTurn} does: all of it or nothing. A backend that can do so in
     * one round trip does. (TX-5)
     *
     * @return its messages as stored
     * @throws Conflict when the user has another message under one of the ids, or ({@linkplain Conflict#isLostRace lost race}) when others wrote
     *     for this user at once
     */
    default List<Message> storeTurn(TurnWrite turn) {
        return inTransaction(transaction -> transaction.storeTurn(turn));
    }

    /** What is to be done later, each call in a transaction of its own. Together with what else is stored: {@link Transaction#jobs}. (JOB-1) */
    JobQueue jobs();

    /** What happened on each day, over all users. */
    DailyStore daily();

    /** What is done in a transaction. */
    @FunctionalInterface
    interface Work<R, X extends Exception> {
        /** Does it. */
        R run(Transaction transaction) throws X;
    }
}
