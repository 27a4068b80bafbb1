package dev.kendall.job;

import dev.kendall.internal.Checks;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * A job that was left to a worker.
 *
 * @param job as it was taken: running, this attempt counted
 * @param token tells this lease from those before and after it
 * @param until when others may take it
 */
public record JobLease(Job job, UUID token, Instant until) {
    /** Checks the fields. */
    public JobLease {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(token, "token");
        until = Checks.time("until", until);
    }

    /** The job's id. */
    public JobId id() {
        return job.id();
    }
}
