package dev.kendall.learning.pattern;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether an activity moved to other days: "on Mondays until March, on Thursdays since". It did when two rhythms, one before some week
 * and another from it on, explain it much better than one, and each is a routine by itself. A change of the time alone is seen by {@link
 * TimesOfDay}.
 */
final class Phases {
    /** What two rhythms must be better by, as a logarithm of odds: an exception to the rule that habits keep their days. */
    private static final double MARGIN = 5;

    private static final int WEEK = 7;

    private final LocalDays calendar;
    private final TimesOfDay timesOfDay;
    private final Predicate<Activity> isRoutine;

    Phases(LocalDays calendar, TimesOfDay timesOfDay, Predicate<Activity> isRoutine) {
        this.calendar = calendar;
        this.timesOfDay = timesOfDay;
        this.isRoutine = isRoutine;
    }

    /** The two phases in order of time; empty when it did not move. */
    Optional<List<Activity>> of(Activity whole) {
        int first = whole.occurrences().get(0).day();
        int last = whole.occurrences().get(whole.occurrences().size() - 1).day();
        double best = whole.logRoutine() + MARGIN + Math.log(Math.max(1, (last - first) / WEEK));
        List<Activity> phases = null;
        for (int week = first + WEEK; week <= last; week += WEEK) {
            int begin = week;
            Optional<Activity> before = whole.part(day -> day < begin, calendar, timesOfDay);
            Optional<Activity> after = whole.part(day -> day >= begin, calendar, timesOfDay);
            if (before.isEmpty() || after.isEmpty()) {
                continue;
            }
            double log = before.get().logRoutine() + after.get().logRoutine();
            boolean isMoved =
                    !before.get().days().rhythm().equals(after.get().days().rhythm());
            if (log > best && isMoved && isRoutine.test(before.get()) && isRoutine.test(after.get())) {
                best = log;
                phases = List.of(before.get(), after.get());
            }
        }
        return Optional.ofNullable(phases);
    }
}
