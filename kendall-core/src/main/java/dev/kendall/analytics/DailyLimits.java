package dev.kendall.analytics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** What a {@link DailyStore} refuses, for backends. */
public final class DailyLimits {
    private DailyLimits() {}

    /**
     * Refuses an end before its beginning.
     *
     * @throws IllegalArgumentException when it is
     */
    public static void times(Instant from, Instant until) {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("until is " + until + ", before from, which is " + from);
        }
    }

    /**
     * Refuses more than {@value DailyStore#MAX_DAYS} days.
     *
     * @throws IllegalArgumentException when they are
     */
    public static void days(LocalDate first, LocalDate last) {
        if (ChronoUnit.DAYS.between(first, last) >= DailyStore.MAX_DAYS) {
            throw new IllegalArgumentException("from " + first + " to " + last + " are more than " + DailyStore.MAX_DAYS
                    + " days; list fewer at once");
        }
    }
}
