package dev.kendall.job;

import dev.kendall.internal.Checks;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One try of a job that has ended.
 *
 * @param attempt 1 for the first
 * @param worker who tried
 * @param startedAt when it began
 * @param endedAt when it ended; of a lost one, when its lease did
 * @param error why it was no success, without anything that was said; at most 1,000 characters, or null
 */
public record JobRun(
        int attempt,
        String worker,
        Instant startedAt,
        Instant endedAt,
        Result result,
        @Nullable String error) {
    /** The longest error, in characters. */
    public static final int MAX_ERROR = 1_000;

    /** What became of a try. */
    public enum Result {
        /** The work was done. */
        SUCCEEDED,
        /** The handler failed. */
        FAILED,
        /** The handler took longer than it may. */
        TIMED_OUT,
        /** Nothing was heard of the worker until the end of its lease. */
        LOST,
        /** The job was called off meanwhile. */
        CANCELLED
    }

    /** Checks the fields. */
    public JobRun {
        Checks.range("attempt", attempt, 1, Integer.MAX_VALUE);
        Checks.filled("worker", worker, 128);
        startedAt = Checks.time("started at", startedAt);
        endedAt = Checks.time("ended at", endedAt);
        Objects.requireNonNull(result, "result");
        Checks.textOrNull("error", error, MAX_ERROR);
    }
}
