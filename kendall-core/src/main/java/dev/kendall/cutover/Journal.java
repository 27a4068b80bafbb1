package dev.kendall.cutover;

import dev.kendall.failure.StorageUnavailable;
import dev.kendall.storage.Transaction;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.user.UserId;
import java.util.Optional;
import java.util.Set;

/**
 * Writes on their way to the authority, so that none is forgotten whatever happens between the two sides. Thread-safe, shared by all nodes, and
 * linearisable user by user: each call sees what every call that had ended before it has done.
 *
 * <p>A write is announced ({@link #begin}), done on the authority, and confirmed: from then on its scopes are owed to the other side, see {@link
 * Debts}. What is never confirmed is found by {@link Debts#sweep}. All announced writes and debts of a user have one direction, away from the
 * user's home; while there are any, the home does not change. (CUT-4)
 *
 * <p>Each method throws {@link StorageUnavailable} when the store cannot be reached; whether the call took effect is then unknown, and doing it
 * again does no harm.
 */
public interface Journal {
    /**
     * The side that has the authority over the user now: the one that announced writes or debts of the user lead away from; where there are none,
     * the one that the plan gives it to, {@linkplain CutoverPlan#authority(UserId, java.time.Instant) as long as it takes no effect} the one
     * before. (CUT-4)
     *
     * <p>{@link Home#settled()} holds when the plan has taken effect and the side is the plan's. No call that comes after finds the user
     * elsewhere, until another plan is published.
     */
    Home home(UserId user);

    /**
     * Announces a write, durably, when this call returns. (CUT-3)
     *
     * @param scopes what may be written, of this user
     * @param epoch the plan that the writer goes by
     * @return the announced write with the side to be written; empty when the plan is another by now, and nothing was announced: load it
     */
    Optional<Intent> begin(UserId user, Set<Scope> scopes, long epoch);

    /** Takes back an announced write that surely did not happen. One that is not announced (any more): nothing happens. (CUT-5) */
    void cancel(Intent intent);

    /**
     * Ends an announced write that happened, or may have: {@code touched} is owed to the other side from now on, one generation later where it was
     * owed already. (CUT-6)
     *
     * @param touched what was really written, of this user
     * @return whether the write counts. It does not when it took so long that it was swept, the debts were settled, and the user has moved to the
     *     other side meanwhile: what was written is then undone, and the caller must not be told that it happened. (CUT-7)
     */
    boolean confirm(Intent intent, Set<Scope> touched);

    /**
     * Whether writes of this storage can be entered in its own transactions, through {@link #mark}, because both share a database. Default: no.
     */
    default boolean joins(TransactionalStorage storage) {
        return false;
    }

    /**
     * Enters in the storage's transaction that {@code touched} is owed to the other side: as {@link #begin} and {@link #confirm}, all at once, when
     * the transaction commits, and not at all when it does not. Until then the plan and the user's home cannot change. (CUT-8)
     *
     * @param transaction of a storage that the journal {@link #joins}
     * @return whether it was entered; not when the plan is another than the writer's, or the user's home is not {@code writer.side()}: let the
     *     transaction fail
     */
    default boolean mark(Transaction transaction, Set<Scope> touched, Writer writer) {
        throw new UnsupportedOperationException("this journal joins no transactions");
    }

    /**
     * Who writes for whom, and where.
     *
     * @param side the side that the transaction is on
     * @param epoch the plan that the writer goes by
     */
    record Writer(UserId user, Side side, long epoch) {}
}
