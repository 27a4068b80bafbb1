package dev.kendall.cutover;

import dev.kendall.failure.StorageUnavailable;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one side owes the other: not changes to be played again, but what has to be made equal. Thread-safe, and shared by all nodes.
 *
 * <p>One copier at a time works for a user. Each method throws {@link StorageUnavailable} when the store cannot be reached.
 */
public interface Debts {
    /** Whether the other side is overwritten even where it looks newer. */
    enum Care {
        /** What looks newer stays. */
        CAREFUL,
        /** The authority is right. */
        HEALING
    }

    /**
     * Lets scopes of a user be owed, away from the user's home, due now; one generation later, and as {@link Care#HEALING} as before or more, where
     * they are owed already; a dead letter is no longer dead. For a backfill and for healing. (CUT-9)
     */
    void owe(UserId user, Set<Scope> scopes, Care care);

    /**
     * Claims up to {@code limit} due debts of the one user whose debts are due longest and are not claimed. (CUT-10)
     *
     * @param lease for how long
     * @return empty when nothing is due
     */
    Optional<Claim> claim(int limit, Duration lease);

    /**
     * Keeps a claim for longer, from now on.
     *
     * @return whether it is still the caller's; otherwise stop working on it
     */
    boolean extend(Claim claim, Duration lease);

    /**
     * Gives a claim back: what was settled is owed no more, unless it was owed again meanwhile; the rest is due later or dead. (CUT-11)
     *
     * <p>When the claim is not the caller's any more, nothing of this is done: all of its debts are owed again, away from where the user is now,
     * because nobody knows whose writes came last. (CUT-12)
     *
     * @return whether the claim was still the caller's
     */
    boolean release(Claim claim, ClaimResult result);

    /**
     * Ends announced writes that are older than any write takes: what they may have written is owed from now on, to be settled by reading it. (CUT-13)
     *
     * @return how many
     */
    int sweep(Duration olderThan);

    /** The scopes that are owed of this user, dead letters with them, and those of announced writes; in no order. (CUT-9) */
    Set<Scope> list(UserId user);

    /** How much is owed in all. (CUT-9) */
    DebtStatus status();

    /**
     * The debts that were given up, oldest first. (CUT-11)
     *
     * @param limit 1 to 1,000
     */
    List<DeadLetter> listDead(int limit);

    /** Makes every debt due now, those that were given up with them, with all attempts; how many were dead. (CUT-11) */
    int replay();
}
