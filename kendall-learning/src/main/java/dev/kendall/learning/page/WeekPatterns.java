package dev.kendall.learning.page;

import dev.kendall.chat.Message;
import dev.kendall.learning.pattern.BuiltInExtractors;
import dev.kendall.learning.pattern.Learned;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternStatus;
import dev.kendall.pattern.Schedule;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The patterns that hold, where they are drawn in the week.
 *
 * @param names what they are called, by their numbers on the page, which begin with 1
 * @param marks those with a schedule, by number
 * @param bands those that are about hours of the day, by number
 */
record WeekPatterns(Map<Integer, String> names, List<WeekMark> marks, Map<Integer, HourBand> bands) {
    private static final String ACTIVE_HOURS = BuiltInExtractors.activeHours().name();

    /** Of these patterns, in the order in which they stand on the page. */
    static WeekPatterns of(List<Pattern> patterns, CitedMessages cited, ZoneId zone) {
        Map<Integer, String> names = new TreeMap<>();
        List<WeekMark> marks = new ArrayList<>();
        Map<Integer, HourBand> bands = new TreeMap<>();
        for (Pattern pattern : patterns) {
            if (pattern.status() == PatternStatus.ACTIVE) {
                int number = names.size() + 1;
                names.put(number, PatternSection.description(pattern));
                Schedule schedule = pattern.schedule();
                if (schedule != null) {
                    marks.addAll(WeekMark.of(number, schedule));
                } else if (isBand(pattern)) {
                    HourBand.around(hours(cited.of(pattern.evidence()), zone))
                            .ifPresent(band -> bands.put(number, band));
                }
            }
        }
        return new WeekPatterns(names, marks, bands);
    }

    /** Whether it is about hours of the day, which its messages show. */
    static boolean isBand(Pattern pattern) {
        return pattern.status() == PatternStatus.ACTIVE
                && pattern.attributes()
                        .findText(Learned.BY)
                        .filter(ACTIVE_HOURS::equals)
                        .isPresent();
    }

    private static Set<Integer> hours(List<Message> messages, ZoneId zone) {
        Set<Integer> hours = new TreeSet<>();
        messages.forEach(message -> hours.add(message.createdAt().atZone(zone).getHour()));
        return hours;
    }

    String name(int number) {
        return number + ": " + names.getOrDefault(number, "");
    }

    boolean isEmpty() {
        return marks.isEmpty() && bands.isEmpty();
    }

    /** How many have no place in the week. */
    int elsewhere() {
        Set<Integer> drawn = new HashSet<>(bands.keySet());
        marks.forEach(mark -> drawn.add(mark.number()));
        return names.size() - drawn.size();
    }
}
