package dev.kendall.learning;

import dev.kendall.analytics.DailyRow;
import dev.kendall.analytics.DailyStore;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.TransactionalStorage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Counts what happened on a day, over all users, into one {@link DailyRow}; of the days of UTC unless the options name another zone. The nights of a {@link
 * LearningLoop} count the last seven days; any day can be counted at any time, and again: what is stored decides, so that twice gives the same row.
 * Thread-safe.
 *
 * <p>Messages, active users and answers are counted from what is stored, of any day, whether or not learning ran then. Turns with their recall, patterns
 * and models are noted by learning as it goes, and jobs are removed in time: of a day on which nothing was noted, or whose jobs are gone, the row keeps
 * what it says already, or says nothing. What an erased user did is not counted any more; what was counted before stays in its row, which names nobody.
 */
public final class DailyAnalytics {
    private static final PageRequest PAGE = PageRequest.first(PageRequest.MAX_LIMIT);

    /** Notes go in each user's night: a day is added up only while none of them can have gone. */
    private static final int NOTED_DAYS = DayNotes.KEPT_DAYS - 5;

    private final TransactionalStorage storage;
    private final LearningOptions options;

    private DailyAnalytics(TransactionalStorage storage, LearningOptions options) {
        this.storage = storage;
        this.options = options;
    }

    /** Counts on this storage, in the zone, by the clock and for the retention of the options; give those of the loop. */
    public static DailyAnalytics of(TransactionalStorage storage, LearningOptions options) {
        return new DailyAnalytics(storage, options);
    }

    /**
     * Counts a day, and keeps its row in the place of any before. Of a day that is not over it counts what happened so far.
     *
     * @throws IllegalArgumentException when the day has not begun
     */
    public DailyRow run(LocalDate day) {
        ZoneId zone = options.dayZone();
        Instant now = options.clock().instant();
        LocalDate today = LocalDate.ofInstant(now, zone);
        if (day.isAfter(today)) {
            throw new IllegalArgumentException("the day " + day + " has not begun; in " + zone + " it is " + today);
        }
        DailyStore daily = storage.daily();
        DailyRow former = daily.find(day).orElseGet(() -> new DailyRow(day, 0, 0, null, null, null, null, null));
        Instant from = day.atStartOfDay(zone).toInstant();
        DailyStore.Counted counted =
                daily.count(from, day.plusDays(1).atStartOfDay(zone).toInstant());
        boolean jobsGone = from.isBefore(now.minus(options.jobRetention()));
        DayNotes.Sum notes = day.isBefore(today.minusDays(NOTED_DAYS)) ? new DayNotes.Sum() : notes(daily, day);
        DailyRow row = new DailyRow(
                day,
                counted.messages(),
                counted.activeUsers(),
                counted.answers(),
                notes.isEmpty() ? former.recall() : notes.recall(),
                notes.isEmpty() ? former.patterns() : notes.patterns(),
                jobsGone ? former.jobs() : counted.jobs(),
                notes.isEmpty() ? former.models() : notes.models());
        daily.put(row);
        return row;
    }

    private static DayNotes.Sum notes(DailyStore daily, LocalDate day) {
        DayNotes.Sum sum = new DayNotes.Sum();
        Page.each(PAGE, page -> daily.states(DayNotes.key(day), page)).forEach(sum::add);
        return sum;
    }

    /** The day's row, where it was counted. */
    public Optional<DailyRow> find(LocalDate day) {
        return storage.daily().find(day);
    }

    /**
     * The rows from {@code first} to {@code last}, both inclusive, in the order of days; days that were not counted are left out.
     *
     * @throws IllegalArgumentException when these are more than {@value DailyStore#MAX_DAYS} days
     */
    public List<DailyRow> list(LocalDate first, LocalDate last) {
        return storage.daily().list(first, last);
    }
}
