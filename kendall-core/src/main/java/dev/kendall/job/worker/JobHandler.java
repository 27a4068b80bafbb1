package dev.kendall.job.worker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Does the jobs of one name. Thread-safe: a worker runs several at once.
 *
 * <pre>{@code
 * class Reminding implements JobHandler {
 *     public String name() {
 *         return "reminders.send";
 *     }
 *
 *     public String run(JobContext context) {
 *         send(context.job().payload());
 *         return null;
 *     }
 * }
 * }</pre>
 *
 * <p>A job may be run more than once: when a worker dies, or when its end cannot be stored. What has to happen once is written through {@link
 * JobContext#complete}; what is called elsewhere takes the job's id as its idempotency key.
 */
public interface JobHandler {
    /** The name that requests give: 1 to 64 of a-z, 0-9, '.', '-' and '_', beginning with a letter. The same each time. */
    String name();

    /** How often, and when, a job that failed is tried again. Default: {@link RetryPolicy#defaults}. */
    default RetryPolicy retries() {
        return RetryPolicy.defaults();
    }

    /** How long one try may take before it is interrupted and counts as failed; 1 millisecond to 1 day. Default: 10 minutes. */
    default Duration timeout() {
        return Duration.ofMinutes(10);
    }

    /**
     * Does the job. When it returns, the job is done; when it throws, the job is tried again as {@link #retries} says, and in the end given up;
     * at once after a {@link dev.kendall.failure.KendallException} for which no retry can help. (WORK-1) What a {@link JobFailed} says is kept
     * about the try. It should heed interrupts: they say that it was called off, takes too long, or that the worker is closed.
     *
     * @return what is kept about it, at most 16,384 characters and nothing that was said, or null
     */
    @Nullable
    String run(JobContext context) throws Exception;
}
