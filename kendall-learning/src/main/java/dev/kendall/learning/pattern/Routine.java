package dev.kendall.learning.pattern;

import dev.kendall.pattern.Schedule;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An activity that is a routine.
 *
 * @param activity as it is now: where it moved to other days, since it did
 * @param kept the occurrences at which it was kept, in order of time
 * @param rate how often it was kept, until now
 * @param time the usual time of day now, or null where it has none
 */
record Routine(
        Activity activity,
        List<Occurrence> kept,
        KeptRate rate,
        @Nullable LocalTime time) {
    /** A habit that pauses for a holiday has not stopped. */
    private static final int MIN_PAUSE_DAYS = 21;

    /** At how many of the latest occurrences the usual time is read off. */
    private static final int LATEST = 15;

    /** The routine of an activity in its phases, one or more in order of time. */
    static Routine of(List<Activity> phases, LocalDays calendar) {
        List<Occurrence> kept = new ArrayList<>();
        KeptRate rate = new KeptRate();
        for (int i = 0; i < phases.size(); i++) {
            Activity phase = phases.get(i);
            List<Occurrence> keptNow = kept(phase, explained(phase, calendar));
            kept.addAll(keptNow);
            int end = i + 1 < phases.size() ? phase.days().to() + 1 : calendar.count();
            count(phase.days(), keptNow, end, calendar, rate);
        }
        Activity now = phases.get(phases.size() - 1);
        return new Routine(now, List.copyOf(kept), rate, time(now.times(), explained(now, calendar)));
    }

    private static List<Occurrence> explained(Activity phase, LocalDays calendar) {
        return phase.occurrences().stream()
                .filter(occurrence -> phase.days().explains(calendar, occurrence.day()))
                .toList();
    }

    private static List<Occurrence> kept(Activity phase, List<Occurrence> explained) {
        List<Occurrence> kept = new ArrayList<>();
        for (int i = 0; i < explained.size(); i++) {
            if (phase.times().isNear(i, explained.get(i))) {
                kept.add(explained.get(i));
            }
        }
        return kept;
    }

    /** Counts the occasions from the begin of the span to {@code end}, exclusive. Today may still be kept, and is no miss. */
    private static void count(DayFit days, List<Occurrence> kept, int end, LocalDays calendar, KeptRate rate) {
        boolean[] isKept = new boolean[calendar.count()];
        kept.forEach(occurrence -> isKept[occurrence.day()] = true);
        for (int day = days.from(); day < end; day++) {
            if (days.rhythm().isOn(calendar, day)) {
                if (isKept[day]) {
                    rate.keep();
                } else if (day < calendar.today()) {
                    rate.miss();
                }
            }
        }
    }

    /** The median of the latest times near the usual one, to five minutes. */
    private static @Nullable LocalTime time(TimesOfDay.Fit times, List<Occurrence> explained) {
        if (!times.isUsual()) {
            return null;
        }
        List<Integer> apart = new ArrayList<>();
        for (int i = Math.max(times.since(), explained.size() - LATEST); i < explained.size(); i++) {
            if (times.isNear(i, explained.get(i))) {
                apart.add(signedDistance(explained.get(i).minute(), times.minute()));
            }
        }
        apart.sort(null);
        int median = apart.isEmpty() ? 0 : apart.get(apart.size() / 2);
        int minute = Math.floorMod(Math.round((times.minute() + median) / 5f) * 5, Occurrence.MINUTES);
        return LocalTime.of(minute / 60, minute % 60);
    }

    private static int signedDistance(int minute, int from) {
        return Math.floorMod(minute - from + Occurrence.MINUTES / 2, Occurrence.MINUTES) - Occurrence.MINUTES / 2;
    }

    Schedule schedule() {
        return activity.days().rhythm().schedule(time);
    }

    Occurrence last() {
        return kept.get(kept.size() - 1);
    }

    /** Whether it went on until some day and no longer does. */
    boolean hasStopped(LocalDays calendar) {
        return rate.hasStopped() && calendar.today() - last().day() >= MIN_PAUSE_DAYS;
    }
}
