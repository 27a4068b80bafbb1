package dev.kendall.job;

import dev.kendall.internal.Checks;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A job as it is stored.
 *
 * @param handler who does it, by name
 * @param user whose it is, or null: nobody's
 * @param key of which only one waits, or null
 * @param payload what the handler reads
 * @param tags what it is found by, in alphabetical order
 * @param priority by how much it goes before others
 * @param concurrencyKey of which only one runs, or null
 * @param idempotencyKey of which there was only one when it was asked for, or null
 * @param enqueuedAt when it was first asked for
 * @param dueAt when it may begin, or begin again; once it has begun, when it was due
 * @param expiresAt until when it has to begin, exclusive, or null
 * @param attempts how often it was tried, the present one with them; since the last replay
 * @param finishedAt when it was finished, or null: it is not
 * @param output what the handler said when it was done; at most 16,384 characters, or null
 * @param runs the tries that have ended, in order; at most the latest {@value #MAX_RUNS}
 */
public record Job(
        JobId id,
        String handler,
        @Nullable UserId user,
        @Nullable String key,
        String payload,
        List<String> tags,
        Duration priority,
        @Nullable String concurrencyKey,
        @Nullable String idempotencyKey,
        JobStatus status,
        Instant enqueuedAt,
        Instant dueAt,
        @Nullable Instant expiresAt,
        int attempts,
        @Nullable Instant finishedAt,
        @Nullable String output,
        List<JobRun> runs) {
    /** How many of its tries are kept. */
    public static final int MAX_RUNS = 100;

    /** The longest output, in characters. */
    public static final int MAX_OUTPUT = 16_384;

    /** Checks the fields and copies the lists. */
    public Job {
        Objects.requireNonNull(id, "id");
        JobLimits.handler(handler);
        Checks.filledOrNull("job key", key, JobLimits.KEY);
        Checks.text("payload", payload, JobRequest.MAX_PAYLOAD);
        tags = List.copyOf(tags);
        Objects.requireNonNull(priority, "priority");
        Checks.filledOrNull("concurrency key", concurrencyKey, JobLimits.CONCURRENCY_KEY);
        Checks.filledOrNull("idempotency key", idempotencyKey, JobLimits.KEY);
        Objects.requireNonNull(status, "status");
        enqueuedAt = Checks.time("enqueued at", enqueuedAt);
        dueAt = Checks.time("due at", dueAt);
        expiresAt = Checks.timeOrNull("expires at", expiresAt);
        Checks.range("attempts", attempts, 0, Integer.MAX_VALUE);
        finishedAt = Checks.timeOrNull("finished at", finishedAt);
        Checks.textOrNull("output", output, MAX_OUTPUT);
        runs = List.copyOf(runs);
    }

    /** Its place among jobs that are due: its due time less its priority. */
    public Instant rank() {
        return Checks.time("rank", dueAt.minus(priority));
    }

    /** Without the payload: what it holds has no place in a log. */
    @Override
    public String toString() {
        return "Job[" + id + ", " + handler + (user == null ? "" : " of " + user) + ", " + status + ", attempts="
                + attempts + "]";
    }
}
