package dev.kendall.learning.pattern;

import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternStatus;
import dev.kendall.pattern.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which patterns are due at a moment: from {@link #BEFORE} before their time to {@link #AFTER} behind it, on their days in the user's
 * zone.
 *
 * <p>Only active patterns with a time of day count, that are kept more often than not, and that were not observed within twelve hours of
 * the time yet. A time that a change of the clock skips is due as much later as the clock was moved; one that comes twice is due the
 * first time.
 */
public final class DuePatterns {
    /** How long before its time a pattern is due. */
    public static final Duration BEFORE = Duration.ofMinutes(30);

    /** How long behind its time a pattern is due. */
    public static final Duration AFTER = Duration.ofMinutes(60);

    private static final double MIN_CONFIDENCE = 0.5;
    private static final Duration SAME_OCCASION = Duration.ofHours(12);

    private DuePatterns() {}

    /** The patterns that are due at {@code now}, the surest first, ties by id. */
    public static List<DuePattern> at(Instant now, ZoneId zone, Collection<Pattern> patterns) {
        List<DuePattern> due = new ArrayList<>();
        for (Pattern pattern : patterns) {
            Schedule schedule = pattern.schedule();
            if (schedule == null || pattern.status() != PatternStatus.ACTIVE || pattern.confidence() < MIN_CONFIDENCE) {
                continue;
            }
            occasion(now, zone, schedule)
                    .filter(at -> !isKept(pattern, at))
                    .ifPresent(at -> due.add(new DuePattern(pattern, at, suggestion(pattern, schedule))));
        }
        due.sort(Comparator.comparingDouble((DuePattern each) -> -each.pattern().confidence())
                .thenComparing(each -> each.pattern().id()));
        return List.copyOf(due);
    }

    /** The schedule's time that is due: near midnight it may be one of the day before or after. */
    private static Optional<ZonedDateTime> occasion(Instant now, ZoneId zone, Schedule schedule) {
        LocalTime time = schedule.time();
        LocalDate today = LocalDate.ofInstant(now, zone);
        for (int offset = -1; time != null && offset <= 1; offset++) {
            LocalDate day = today.plusDays(offset);
            ZonedDateTime at = ZonedDateTime.of(day, time, zone);
            boolean isNow = !now.isBefore(at.toInstant().minus(BEFORE))
                    && !now.isAfter(at.toInstant().plus(AFTER));
            if (isNow && isOn(schedule, day)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static boolean isOn(Schedule schedule, LocalDate day) {
        boolean isDay = schedule.days().contains(day.getDayOfWeek());
        Integer dayOfMonth = schedule.dayOfMonth();
        boolean isDate = dayOfMonth != null && day.getDayOfMonth() == Math.min(dayOfMonth, day.lengthOfMonth());
        return switch (schedule.frequency()) {
            case DAILY -> true;
            case WEEKLY -> isDay;
            case MONTHLY -> isDate;
            case CUSTOM -> (isDay || schedule.days().isEmpty()) && (isDate || dayOfMonth == null) && (isDay || isDate);
        };
    }

    private static boolean isKept(Pattern pattern, ZonedDateTime at) {
        Instant last = pattern.lastObserved();
        return last != null && Duration.between(last, at.toInstant()).compareTo(SAME_OCCASION) < 0;
    }

    private static String suggestion(Pattern pattern, Schedule schedule) {
        String does = pattern.attributes().findText(Learned.DOES).orElse(null);
        if (does != null) {
            return "You usually " + does + " " + ScheduleWords.of(schedule) + ".";
        }
        String description = pattern.description().strip();
        return "Usual for you about now: " + description.substring(0, 1).toLowerCase(Locale.ROOT)
                + description.substring(1) + ".";
    }
}
