package dev.kendall.job;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When something recurs: five fields of cron in a time zone. Immutable.
 *
 * <p>The fields are minute, hour, day of the month, month and day of the week, each {@code *}, a number, a range {@code 1-5}, either with a step
 * {@code *}{@code /15}, or several of these with commas; months and days of the week also by their English names of three letters, Sunday as 0 or 7. When
 * both days are restricted, either is enough, as in every cron. {@code @hourly}, {@code @daily}, {@code @weekly}, {@code @monthly} and {@code @yearly}
 * stand for the usual five fields.
 *
 * <p>When clocks are put forward, a local time that is skipped comes as much later as they are put forward, once. When they are put back, a local time
 * that is repeated counts once, at its first; but where every hour is meant, the hour that is repeated is one more.
 */
public final class CronSchedule {
    /** Clocks are put forward by at most a day: Samoa did, over the date line. */
    private static final Duration LARGEST_SHIFT = Duration.ofHours(25);

    /** Between 1896 and 1904, and between 2096 and 2104, there is no leap year; on a given day of the week, 29 February is rarer. */
    private static final int MOST_YEARS = 41;

    private final String expression;
    private final ZoneId zone;
    private final CronField minutes;
    private final CronField hours;
    private final CronField days;
    private final CronField months;
    private final CronField weekdays;

    private CronSchedule(String expression, ZoneId zone, List<CronField> fields) {
        this.expression = expression;
        this.zone = zone;
        this.minutes = fields.get(0);
        this.hours = fields.get(1);
        this.days = fields.get(2);
        this.months = fields.get(3);
        this.weekdays = fields.get(4);
    }

    /**
     * A schedule.
     *
     * @throws IllegalArgumentException when it is not five fields of cron, or never comes, such as 31 February
     */
    public static CronSchedule of(String expression, ZoneId zone) {
        Objects.requireNonNull(zone, "zone");
        CronSchedule schedule = new CronSchedule(expression, zone, CronField.all(expression));
        if (schedule.nextLocal(LocalDateTime.of(2000, 1, 1, 0, 0)) == null) {
            throw new IllegalArgumentException("the schedule '" + expression + "' never comes");
        }
        return schedule;
    }

    /** The first time after {@code after}. */
    public Instant next(Instant after) {
        ZoneRules rules = zone.getRules();
        Instant searched = after.minus(LARGEST_SHIFT);
        Instant best = null;
        LocalDateTime local = LocalDateTime.ofInstant(searched, rules.getOffset(searched));
        LocalDateTime first = isSteady(rules, after)
                ? LocalDateTime.ofInstant(after, rules.getOffset(after)).plusMinutes(1)
                : local;
        LocalDateTime end = LocalDateTime.MAX;
        for (LocalDateTime at = nextLocal(first.truncatedTo(ChronoUnit.MINUTES));
                at != null && at.isBefore(end);
                at = nextLocal(at.plusMinutes(1))) {
            Instant candidate = earliestAfter(after, at, rules);
            if (candidate != null && (best == null || candidate.isBefore(best))) {
                best = candidate;
                if (isSteady(rules, candidate)) {
                    return best;
                }
                // A skipped time comes later than local times behind it.
                end = at.plus(LARGEST_SHIFT);
            }
        }
        if (best == null) {
            throw new IllegalArgumentException(
                    "the schedule '" + expression + "' does not come any more after " + after);
        }
        return best;
    }

    /** Whether clocks are left alone for a while before and after that time. */
    private static boolean isSteady(ZoneRules rules, Instant time) {
        ZoneOffsetTransition next = rules.nextTransition(time.minus(LARGEST_SHIFT));
        return next == null || next.getInstant().isAfter(time.plus(LARGEST_SHIFT));
    }

    /** The first time after {@code after} at which clocks show this, or would have. */
    private @Nullable Instant earliestAfter(Instant after, LocalDateTime local, ZoneRules rules) {
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        if (offsets.isEmpty()) {
            Instant skipped = local.toInstant(
                    Objects.requireNonNull(rules.getTransition(local)).getOffsetBefore());
            return skipped.isAfter(after) ? skipped : null;
        }
        for (ZoneOffset offset : hours.isEvery() ? offsets : offsets.subList(0, 1)) {
            Instant time = local.toInstant(offset);
            if (time.isAfter(after)) {
                return time;
            }
        }
        return null;
    }

    /** The first local time at or after {@code from}, or null when there is none for long. */
    private @Nullable LocalDateTime nextLocal(LocalDateTime from) {
        LocalDate last = from.toLocalDate().plusYears(MOST_YEARS);
        int hour = from.getHour();
        int minute = from.getMinute();
        for (LocalDate day = from.toLocalDate(); day.isBefore(last); day = nextDay(day)) {
            if (isDay(day)) {
                int within = minutes.next(minute);
                int at = hours.next(within < 0 ? hour + 1 : hour);
                if (at >= 0) {
                    return day.atTime(at, at == hour && within >= 0 ? within : minutes.next(0));
                }
            }
            hour = 0;
            minute = 0;
        }
        return null;
    }

    private LocalDate nextDay(LocalDate day) {
        return months.holds(day.getMonthValue())
                ? day.plusDays(1)
                : day.withDayOfMonth(1).plusMonths(1);
    }

    private boolean isDay(LocalDate day) {
        if (!months.holds(day.getMonthValue())) {
            return false;
        }
        boolean ofMonth = days.holds(day.getDayOfMonth());
        boolean ofWeek = weekdays.holds(day.getDayOfWeek().getValue() % 7);
        return days.isEvery() || weekdays.isEvery() ? ofMonth && ofWeek : ofMonth || ofWeek;
    }

    /** As it was given. */
    public String expression() {
        return expression;
    }

    /** Whose clocks it goes by. */
    public ZoneId zone() {
        return zone;
    }

    @Override
    public String toString() {
        return expression + " in " + zone;
    }
}
