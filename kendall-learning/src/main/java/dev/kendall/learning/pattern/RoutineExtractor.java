package dev.kendall.learning.pattern;

import java.util.ArrayList;
import java.util.List;

/**
 * What the user does at regular times: every day, on days of the week, on a day of the month; with a contact or alone.
 *
 * <p>Messages of the same words are a phrasing; phrasings are grouped into activities ({@link ActivityGrouping}); an activity is a
 * routine when it passes the {@link RoutineTest}. The grouping tries about as many groups as there are pairs of phrasings.
 */
final class RoutineExtractor implements PatternExtractor {
    @Override
    public String name() {
        return "routines";
    }

    @Override
    public List<Finding> extract(PatternWindow window) {
        if (window.messages().isEmpty()) {
            return List.of();
        }
        LocalDays calendar = LocalDays.of(window);
        List<Occurrence> all = Occurrence.all(window, calendar);
        List<Phrasing> phrasings = Phrasings.of(all, window);
        TimesOfDay timesOfDay = new TimesOfDay(all);
        RoutineTest test = new RoutineTest(calendar, timesOfDay, (double) phrasings.size() * phrasings.size());
        List<Routine> routines = new ArrayList<>();
        for (Activity activity : new ActivityGrouping(phrasings, calendar, timesOfDay).activities()) {
            test.routine(activity).ifPresent(routines::add);
        }
        return new RoutineWording(window, calendar, new CommonTopic(phrasings)).findings(routines);
    }
}
