package dev.kendall.learning.pattern;

import dev.kendall.chat.Message;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the user does at regular times: every day, on days of the week, on a day of the month; with a contact or alone.
 *
 * <p>Messages of the same words are a phrasing; phrasings are grouped into activities ({@link ActivityGrouping}); an activity is a
 * routine when a rhythm of days and a usual time explain it better than chance, and when it was kept often enough for long enough. The
 * Bayes factor over chance must be so high that {@link #MAX_FALSE} false routines a user are expected at most: by Markov's inequality a
 * factor above k has a probability below 1/k under chance, and the grouping tries about as many groups as there are pairs of phrasings.
 */
final class RoutineExtractor implements PatternExtractor {
    private static final double MAX_FALSE = 0.05;
    private static final int MIN_KEPT = 4;
    private static final int MIN_WEEKS = 4;
    private static final int MIN_DAYS_OF_DAILY = 14;
    private static final double MIN_KEPT_SHARE = 0.45;
    /** Of the days on which it was spoken of, so many are occasions. */
    private static final double MIN_EXPLAINED = 0.6;

    @Override
    public String name() {
        return "routines";
    }

    @Override
    public List<Finding> extract(PatternWindow window) {
        if (window.messages().isEmpty()) {
            return List.of();
        }
        LocalDate today = LocalDate.ofInstant(window.now(), window.zone());
        LocalDate first = LocalDate.ofInstant(window.messages().get(0).createdAt(), window.zone());
        LocalDays calendar = new LocalDays(first, today);
        List<Occurrence> all = occurrences(window, calendar);
        List<Phrasing> phrasings = Phrasings.of(all, window);
        TimesOfDay timesOfDay = new TimesOfDay(all);
        double tried = (double) phrasings.size() * phrasings.size();
        double threshold = Math.log(tried / MAX_FALSE);
        Predicate<Activity> isRoutine = activity -> activity.logFactor() >= threshold && isRegular(activity, calendar);
        Phases phases = new Phases(calendar, timesOfDay, isRoutine);
        List<Routine> routines = new ArrayList<>();
        for (Activity grouped : new ActivityGrouping(phrasings, calendar, timesOfDay).activities()) {
            Activity activity = Midnight.aligned(grouped, calendar, timesOfDay);
            if (activity.logFactor() >= threshold) {
                phases.of(activity)
                        .or(() -> isRoutine.test(activity) ? Optional.of(List.of(activity)) : Optional.empty())
                        .ifPresent(routine -> routines.add(Routine.of(routine, calendar)));
            }
        }
        return new RoutineWording(window, calendar).findings(routines);
    }

    private static List<Occurrence> occurrences(PatternWindow window, LocalDays calendar) {
        List<Occurrence> occurrences = new ArrayList<>();
        for (Message message : window.messages()) {
            ZonedDateTime local = message.createdAt().atZone(window.zone());
            int minute = local.getHour() * 60 + local.getMinute();
            occurrences.add(new Occurrence(message, occurrences.size(), calendar.indexOf(local.toLocalDate()), minute));
        }
        return occurrences;
    }

    private static boolean isRegular(Activity activity, LocalDays calendar) {
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
