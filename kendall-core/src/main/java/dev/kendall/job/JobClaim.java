package dev.kendall.job;

import dev.kendall.internal.Checks;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs a worker takes.
 *
 * @param worker who it is, for the history; 1 to 128 characters
 * @param handlers the names of those that it has, at least one
 * @param limit how many jobs at most, 1 to 1,000
 * @param lease for how long they are left to it, 1 millisecond to 1 day
 * @param mostRunning how many jobs of these handlers may run at once, over all workers; {@link Integer#MAX_VALUE} for any number
 * @param only the one job that is taken, whether it is due or not, unless it is finished or held or its time to live is over; or null: those that are due
 */
public record JobClaim(
        String worker,
        Set<String> handlers,
        int limit,
        Duration lease,
        int mostRunning,
        @Nullable JobId only) {
    /** Checks the fields and copies the set. */
    public JobClaim {
        Checks.filled("worker", worker, 128);
        handlers = Set.copyOf(handlers);
        Checks.range("number of handlers", handlers.size(), 1, 1_000);
        handlers.forEach(JobLimits::handler);
        Checks.range("limit", limit, 1, 1_000);
        lease = JobLimits.duration("lease", lease, Duration.ofMillis(1), Duration.ofDays(1));
        Checks.range("most running", mostRunning, 1, Integer.MAX_VALUE);
    }

    /** Jobs that are due. */
    public JobClaim(String worker, Set<String> handlers, int limit, Duration lease, int mostRunning) {
        this(worker, handlers, limit, lease, mostRunning, null);
    }

    /** This claim, of this one job alone. */
    public JobClaim withOnly(JobId only) {
        return new JobClaim(worker, handlers, limit, lease, mostRunning, only);
    }
}
