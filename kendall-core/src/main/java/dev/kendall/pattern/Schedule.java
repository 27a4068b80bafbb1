package dev.kendall.pattern;

import dev.kendall.internal.Checks;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a pattern happens, in the user's time zone.
 *
 * @param days the days of the week, in their order; empty: not bound to any. Only where it is weekly or custom
 * @param dayOfMonth 1 to 31, or null; in shorter months the last day is meant. Only where it is monthly or custom
 * @param time the time of the day, in minutes, or null
 */
public record Schedule(
        Frequency frequency,
        Set<DayOfWeek> days,
        @Nullable Integer dayOfMonth,
        @Nullable LocalTime time) {
    /** How often. */
    public enum Frequency {
        /** Every day. */
        DAILY,
        /** Every week, on {@link Schedule#days}. */
        WEEKLY,
        /** Every month, on {@link Schedule#dayOfMonth} where it is set. */
        MONTHLY,
        /** Otherwise; the pattern's description says how. */
        CUSTOM
    }

    /** Checks the fields, copies the days and truncates the time to minutes. */
    public Schedule {
        Objects.requireNonNull(frequency, "frequency");
        days = days.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(days));
        if (dayOfMonth != null) {
            Checks.range("day of month", dayOfMonth, 1, 31);
        }
        if (dayOfMonth != null && frequency != Frequency.MONTHLY && frequency != Frequency.CUSTOM) {
            throw new IllegalArgumentException("a " + frequency + " schedule has no day of the month");
        }
        if (!days.isEmpty() && frequency != Frequency.WEEKLY && frequency != Frequency.CUSTOM) {
            throw new IllegalArgumentException("a " + frequency + " schedule has no days of the week");
        }
        time = time == null ? null : time.truncatedTo(ChronoUnit.MINUTES);
    }

    /** Every day, at {@code time} where given. */
    public static Schedule daily(@Nullable LocalTime time) {
        return new Schedule(Frequency.DAILY, Set.of(), null, time);
    }

    /** Every week on {@code days}, at {@code time} where given. */
    public static Schedule weekly(Set<DayOfWeek> days, @Nullable LocalTime time) {
        return new Schedule(Frequency.WEEKLY, days, null, time);
    }

    /** Every month on that day, at {@code time} where given. */
    public static Schedule monthly(int dayOfMonth, @Nullable LocalTime time) {
        return new Schedule(Frequency.MONTHLY, Set.of(), dayOfMonth, time);
    }
}
