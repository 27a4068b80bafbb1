package dev.kendall.job.worker;

import dev.kendall.internal.Checks;
import dev.kendall.job.CronSchedule;
import dev.kendall.job.JobRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A job that is asked for again and again: once for each time of its schedule, however many workers there are. (WORK-4) Each is asked for when the one before it
 * is due, at most two days ahead; so when all workers were away at its time, it is done when one is back, and times that nobody asked for are left out.
 * It never runs beside itself.
 *
 * @param name what it is, for good; 1 to 128 characters. After a change of its schedule, the time that was asked for already still comes
 * @param request what is asked for: without a key, idempotency key or time of its own
 */
public record RecurringJob(String name, CronSchedule schedule, JobRequest request) {
    private static final Duration AHEAD = Duration.ofDays(2);

    /** Checks the fields. */
    public RecurringJob {
        Checks.filled("name of a recurring job", name, 128);
        Objects.requireNonNull(schedule, "schedule");
        boolean free = request.key() == null
                && request.idempotency() == null
                && request.dueAt() == null
                && request.delay().isZero();
        if (!free) {
            throw new IllegalArgumentException("the request of the recurring job " + name
                    + " has a key or a time of its own; the schedule says when");
        }
    }

    /** Whether the time is near enough to be asked for. */
    boolean isNear(Instant time, Instant now) {
        return time.isBefore(now.plus(AHEAD));
    }

    /** The job of one time. */
    JobRequest at(Instant time) {
        JobRequest due =
                request.withDueAt(time).withIdempotency("recurring/" + name + "@" + time, AHEAD.multipliedBy(2));
        return request.concurrencyKey() != null ? due : due.withConcurrencyKey("recurring/" + name);
    }
}
