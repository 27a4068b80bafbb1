package dev.kendall.search;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Days that a question asks about.
 *
 * @param until the first day that is no more among them
 */
record DayWindow(LocalDate from, LocalDate until) {
    /** In how many days the closeness falls to 1 / e: things are told of for some days after they happened. */
    private static final double AFTER = 5;
    /** Things are less often told of before. */
    private static final double BEFORE = AFTER / 3;

    static DayWindow day(LocalDate day) {
        return new DayWindow(day, day.plusDays(1));
    }

    /** 1 within the window, less the further the day is from it, 0 far away. */
    double closeness(LocalDate day) {
        if (day.isBefore(from)) {
            return Math.exp(-ChronoUnit.DAYS.between(day, from) / BEFORE);
        }
        return day.isBefore(until) ? 1 : Math.exp(-(ChronoUnit.DAYS.between(until, day) + 1) / AFTER);
    }
}
