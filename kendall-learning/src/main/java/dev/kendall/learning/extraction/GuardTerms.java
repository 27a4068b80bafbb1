package dev.kendall.learning.extraction;

import dev.kendall.internal.Checks;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * On what terms extractors are called.
 *
 * @param timeLimit the longest call, 1 millisecond to 1 hour
 * @param maxStuck how many calls of an extractor may still run after they were given up, before it is not asked again, 1 to 100
 * @param executor runs the calls; it stays the host's to shut down. A bounded one may make an extractor wait, which counts as its time; one that
 *     runs them in the calling thread sets no time limit
 */
public record GuardTerms(Duration timeLimit, int maxStuck, Executor executor) {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** Checks the ranges. */
    public GuardTerms {
        checkTimeLimit(timeLimit);
        Checks.range("calls that may be stuck", maxStuck, 1, 100);
        Objects.requireNonNull(executor, "executor");
    }

    /**
     * The same duration, when it can be a time limit.
     *
     * @throws IllegalArgumentException when it is out of range
     */
    public static Duration checkTimeLimit(Duration timeLimit) {
        if (timeLimit.compareTo(SHORTEST) < 0 || timeLimit.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "the time limit of an extractor is " + timeLimit + "; it must be from 1 millisecond to 1 hour");
        }
        return timeLimit;
    }
}
