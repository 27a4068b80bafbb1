package dev.kendall.learning.page;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** How much was said in each hour of the week, by the clock on the user's wall: it may have been put forward or back meanwhile. Not thread-safe. */
final class WeekActivity {
    static final int HOURS = 24;

    private final ZoneId zone;
    private final int[][] counts = new int[DayOfWeek.values().length][HOURS];

    WeekActivity(ZoneId zone) {
        this.zone = zone;
    }

    void add(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        counts[local.getDayOfWeek().ordinal()][local.getHour()]++;
    }

    ZoneId zone() {
        return zone;
    }

    int count(DayOfWeek day, int hour) {
        return counts[day.ordinal()][hour];
    }

    int count(DayOfWeek day) {
        int sum = 0;
        for (int count : counts[day.ordinal()]) {
            sum += count;
        }
        return sum;
    }

    int total() {
        int sum = 0;
        for (DayOfWeek day : DayOfWeek.values()) {
            sum += count(day);
        }
        return sum;
    }

    /** The count of the fullest hour. */
    int most() {
        int most = 0;
        for (int[] day : counts) {
            for (int count : day) {
                most = Math.max(most, count);
            }
        }
        return most;
    }
}
