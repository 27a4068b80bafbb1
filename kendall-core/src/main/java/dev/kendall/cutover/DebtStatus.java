package dev.kendall.cutover;

import dev.kendall.internal.Checks;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How much is owed.
 *
 * @param toNew debts of the new side, dead letters with them
 * @param toOld debts of the old side, dead letters with them
 * @param oldest since when the oldest of them is owed, or null when there are none
 * @param dead how many of them were given up
 * @param announced writes that are announced and neither confirmed nor taken back
 * @param waiting users with debts or announced writes away from another side than the plan's: they move when these are settled
 * @param now the time of this answer, by the clock of the store
 */
public record DebtStatus(
        long toNew, long toOld, @Nullable Instant oldest, long dead, long announced, long waiting, Instant now) {
    /** Checks the fields. */
    public DebtStatus {
        oldest = Checks.timeOrNull("oldest", oldest);
        now = Checks.time("now", now);
        Objects.requireNonNull(now, "now");
    }

    /** The debts of both sides. */
    public long total() {
        return toNew + toOld;
    }
}
