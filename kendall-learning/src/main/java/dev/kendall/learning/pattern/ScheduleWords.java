package dev.kendall.learning.pattern;

import dev.kendall.pattern.Schedule;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A schedule in English words: "on Mondays and Thursdays at nine", "on the 13th of the month at half past seven in the evening". */
final class ScheduleWords {
    private static final List<String> HOURS =
            List.of("twelve", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven");

    private static final Set<DayOfWeek> WORKING_DAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    private ScheduleWords() {}

    static String of(Schedule schedule) {
        LocalTime time = schedule.time();
        return time == null ? days(schedule) : days(schedule) + " at " + time(time);
    }

    private static String days(Schedule schedule) {
        return switch (schedule.frequency()) {
            case DAILY -> "every day";
            case WEEKLY -> weekly(schedule.days());
            case MONTHLY ->
                schedule.dayOfMonth() == null
                        ? "every month"
                        : "on the " + ordinal(schedule.dayOfMonth()) + " of the month";
            case CUSTOM -> "regularly";
        };
    }

    private static String weekly(Set<DayOfWeek> days) {
        if (days.isEmpty()) {
            return "every week";
        }
        if (days.equals(WORKING_DAYS)) {
            return "on weekdays";
        }
        if (days.equals(WEEKEND)) {
            return "at weekends";
        }
        List<String> names = days.stream()
                .map(day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH) + "s")
                .toList();
        int last = names.size() - 1;
        return "on " + (last == 0 ? "" : String.join(", ", names.subList(0, last)) + " and ") + names.get(last);
    }

    private static String ordinal(int number) {
        boolean isTeen = number % 100 / 10 == 1;
        String ending = switch (isTeen ? 0 : number % 10) {
            case 1 -> "st";
            case 2 -> "nd";
            case 3 -> "rd";
            default -> "th";
        };
        return number + ending;
    }

    /** To the nearest quarter of an hour. */
    static String time(LocalTime time) {
        int quarters = Math.round((time.getHour() * 60 + time.getMinute()) / 15f) % 96;
        int hour = quarters / 4;
        return switch (quarters % 4) {
            case 0 -> hour == 0 ? "midnight" : hour == 12 ? "noon" : HOURS.get(hour % 12) + part(hour);
            case 1 -> "quarter past " + HOURS.get(hour % 12) + part(hour);
            case 2 -> "half past " + HOURS.get(hour % 12) + part(hour);
            default -> "quarter to " + HOURS.get((hour + 1) % 12) + part(hour);
        };
    }

    /** A morning needs no word. */
    private static String part(int hour) {
        if (hour < 4) {
            return " at night";
        }
        if (hour < 12) {
            return "";
        }
        return hour < 18 ? " in the afternoon" : hour < 22 ? " in the evening" : " at night";
    }
}
