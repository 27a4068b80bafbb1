package dev.kendall.cutover;

import dev.kendall.failure.Conflict;
import java.util.function.Supplier;

/** Runs work again that lost a race: single calls of a storage never do, and so must not when they are wrapped in a transaction. */
final class LostRaces {
    private static final int TRIES = 100;

    private LostRaces() {}

    static <R> R redo(Supplier<R> work) {
        for (int i = 1; ; i++) {
            try {
                return work.get();
            } catch (Conflict e) {
                if (!e.isLostRace() || i == TRIES) {
                    throw e;
                }
            }
        }
    }
}
