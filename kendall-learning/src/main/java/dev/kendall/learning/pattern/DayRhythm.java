package dev.kendall.learning.pattern;

import dev.kendall.pattern.Schedule;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The days on which something is due: every day, some days of the week, or a day of the month.
 *
 * @param weekdays a bit for each day of the week, Monday's the lowest; 0 where it is monthly
 * @param monthDay 1 to 31, or 0 where it is not monthly
 */
record DayRhythm(int weekdays, int monthDay) {
    private static final int EVERY_DAY = 0b111_1111;

    /** What each kind is worth before anything was seen: the shares of the kinds, divided among the rhythms of a kind. */
    private static final double LOG_DAILY = Math.log(0.25);

    private static final double LOG_ONE_WEEKDAY = Math.log(0.35 / 7);
    private static final double LOG_SOME_WEEKDAYS = Math.log(0.25 / 5);
    private static final double LOG_MONTHLY = Math.log(0.15 / 31);

    static DayRhythm weekly(int weekdays) {
        return new DayRhythm(weekdays, 0);
    }

    static DayRhythm monthly(int monthDay) {
        return new DayRhythm(0, monthDay);
    }

    boolean isMonthly() {
        return monthDay > 0;
    }

    boolean isDaily() {
        return weekdays == EVERY_DAY;
    }

    boolean isOn(LocalDays days, int day) {
        if (monthDay > 0) {
            return days.monthDay(day) == monthDay || days.monthDay(day) < monthDay && days.endsMonth(day);
        }
        return (weekdays >> days.weekday(day) & 1) == 1;
    }

    /** The logarithm of its probability among all rhythms before anything was seen. */
    double logPrior() {
        if (isMonthly()) {
            return LOG_MONTHLY;
        }
        int count = Integer.bitCount(weekdays);
        return switch (count) {
            case 7 -> LOG_DAILY;
            case 1 -> LOG_ONE_WEEKDAY;
            default -> LOG_SOME_WEEKDAYS - BetaBinomial.logChoose(7, count);
        };
    }

    /** As a schedule, at {@code time} where given. */
    Schedule schedule(@Nullable LocalTime time) {
        if (isMonthly()) {
            return Schedule.monthly(monthDay, time);
        }
        return isDaily() ? Schedule.daily(time) : Schedule.weekly(days(), time);
    }

    Set<DayOfWeek> days() {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            if ((weekdays >> (day.getValue() - 1) & 1) == 1) {
                days.add(day);
            }
        }
        return days;
    }
}
