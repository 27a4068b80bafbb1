package dev.kendall.learning.page;

import dev.kendall.pattern.Schedule;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a pattern with a schedule stands in the week.
 *
 * @param number the pattern's on the page
 * @param row the day, Monday 0 to Sunday 6, or {@link #BY_DATE}
 * @param time or null: at any time
 */
record WeekMark(int number, int row, @Nullable LocalTime time) {
    /** The row of what is bound to a day of the month. */
    static final int BY_DATE = 7;

    /** The column of what is bound to no time. */
    static final int ANY_TIME = WeekActivity.HOURS;

    /** The marks of a pattern, one for each of its days; a schedule that names no day ("every week") has none. */
    static List<WeekMark> of(int number, Schedule schedule) {
        List<WeekMark> marks = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            if (schedule.frequency() == Schedule.Frequency.DAILY
                    || schedule.days().contains(day)) {
                marks.add(new WeekMark(number, day.ordinal(), schedule.time()));
            }
        }
        if (schedule.dayOfMonth() != null) {
            marks.add(new WeekMark(number, BY_DATE, schedule.time()));
        }
        return marks;
    }

    int column() {
        return time == null ? ANY_TIME : time.getHour();
    }
}
