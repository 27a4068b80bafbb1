package dev.kendall.learning;

import dev.kendall.failure.Conflict;
import dev.kendall.storage.Transaction;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.user.UserId;
import java.util.function.Consumer;

/**
 * Writes for a user only while there is one. Users are listed page by page, and what is written for one creates the user: who was erased meanwhile would be
 * there again.
 */
final class PresentUser {
    private static final int RACES = 8;

    /** Nothing is ever kept under it. */
    private static final String NOTHING = "learning/nothing";

    private PresentUser() {}

    /**
     * Does something for the user in a transaction.
     *
     * @return whether there was such a user
     * @throws Conflict when somebody else writes for the user all the time
     */
    static boolean write(TransactionalStorage storage, UserId user, Consumer<Transaction> work) {
        for (int race = 1; ; race++) {
            try {
                return storage.inTransaction(tx -> {
                    // Who removes something locks the user, and creates none: an erasure comes before or after, not
                    // between.
                    tx.state().remove(user, NOTHING);
                    boolean present = tx.users().find(user).isPresent();
                    if (present) {
                        work.accept(tx);
                    }
                    return present;
                });
            } catch (Conflict e) {
                if (!e.isLostRace() || race == RACES) {
                    throw e;
                }
            }
        }
    }
}
