package dev.kendall.learning.pattern;

import java.util.List;
import java.util.Optional;

/**
 * Whether an activity is a routine: a rhythm of days and a usual time explain it better than chance, and it was kept often enough for long enough.
 *
 * <p>The Bayes factor over chance must be so high that {@link #MAX_FALSE} false routines a user are expected at most: by Markov's inequality a
 * factor above k has a probability below 1/k under chance, and as many groups of messages were tried as the caller says.
 */
final class RoutineTest {
    private static final double MAX_FALSE = 0.05;
    private static final int MIN_KEPT = 4;
    private static final int MIN_WEEKS = 4;
    private static final int MIN_DAYS_OF_DAILY = 14;
    private static final double MIN_KEPT_SHARE = 0.45;
    /** Of the days on which it was spoken of, so many are occasions. */
    private static final double MIN_EXPLAINED = 0.6;

    private final LocalDays calendar;
    private final TimesOfDay timesOfDay;
    private final double threshold;
    private final Phases phases;

    /** Of activities that were chosen among so many groups of messages. */
    RoutineTest(LocalDays calendar, TimesOfDay timesOfDay, double tried) {
        this.calendar = calendar;
        this.timesOfDay = timesOfDay;
        this.threshold = Math.log(tried / MAX_FALSE);
        this.phases = new Phases(calendar, timesOfDay, this::passes);
    }

    /** The routine that the activity is, in its phases. */
    Optional<Routine> routine(Activity grouped) {
        Activity activity = Midnight.aligned(grouped, calendar, timesOfDay);
        if (activity.logFactor() < threshold) {
            return Optional.empty();
        }
        return phases.of(activity)
                .or(() -> passes(activity) ? Optional.of(List.of(activity)) : Optional.empty())
                .map(parts -> Routine.of(parts, calendar));
    }

    private boolean passes(Activity activity) {
        return activity.logFactor() >= threshold && isRegular(activity);
    }

    private boolean isRegular(Activity activity) {
        DayFit days = activity.days();
        DayRhythm rhythm = days.rhythm();
        long mentionDays = activity.occurrences().stream()
                .mapToInt(Occurrence::day)
                .distinct()
                .count();
        long weeks = activity.occurrences().stream()
                .filter(occurrence -> days.explains(calendar, occurrence.day()))
                .map(occurrence -> calendar.date(occurrence.day()).toEpochDay() / 7)
                .distinct()
                .count();
        boolean isLong = rhythm.isDaily()
                ? days.to() - days.from() + 1 >= MIN_DAYS_OF_DAILY
                        && activity.times().isUsual()
                : weeks >= MIN_WEEKS;
        return isLong
                && days.kept() >= MIN_KEPT
                && days.keptShare() >= MIN_KEPT_SHARE
                && days.kept() >= MIN_EXPLAINED * mentionDays;
    }
}
