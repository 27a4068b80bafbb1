package dev.kendall.analytics;

import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happened on each day: counted over what is stored, and kept as rows. Of all users, and so for operators only. Thread-safe. */
public interface DailyStore {
    /** The longest time that is listed at once, in days. */
    int MAX_DAYS = 3_660;

    /**
     * Counts what is stored and was written from {@code from}, inclusive, to {@code until}, exclusive: messages, the users who wrote at least one
     * (DAILY-1), how long they waited for answers that were written then (DAILY-2), and jobs that were finished then (DAILY-3).
     *
     * @throws IllegalArgumentException when {@code until} is before {@code from}
     */
    Counted count(Instant from, Instant until);

    /**
     * What stored rows say.
     *
     * @param messages of all roles
     * @param activeUsers who wrote something
     * @param answers how long they waited, or null: nobody was answered
     * @param jobs of all handlers, as far as they were not removed
     */
    record Counted(long messages, long activeUsers, DailyRow.@Nullable Answers answers, DailyRow.Jobs jobs) {}

    /** What background work keeps in its state under the key, of every user who has it, in the order of the users' ids. (DAILY-4) */
    Page<String> states(String key, PageRequest request);

    /** Keeps the row in the place of any that the day has. (DAILY-5) */
    void put(DailyRow row);

    /** The day's row. (DAILY-5) */
    Optional<DailyRow> find(LocalDate day);

    /**
     * The rows from {@code first} to {@code last}, both inclusive, in the order of days; days without a row are left out. (DAILY-6)
     *
     * @throws IllegalArgumentException when these are more than {@value #MAX_DAYS} days
     */
    List<DailyRow> list(LocalDate first, LocalDate last);
}
