package dev.kendall.job.worker;

import dev.kendall.internal.Checks;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.Objects;

/**
 * How often a job is tried, and how long it waits in between: the first time {@code first}, then twice as long each time up to {@code max}; each wait
 * is by chance up to a half shorter or longer, those of {@code max} too, so that what failed together does not come back together.
 *
 * @param attempts how often, the first with them, 1 to 100
 * @param first 1 millisecond to 1 day
 * @param max {@code first} to 1 day; chance may make it half as long again
 */
public record RetryPolicy(int attempts, Duration first, Duration max) {
    private static final Duration DAY = Duration.ofDays(1);

    /** Checks the fields. */
    public RetryPolicy {
        Checks.range("attempts", attempts, 1, 100);
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(max, "max");
        if (first.compareTo(Duration.ofMillis(1)) < 0 || max.compareTo(first) < 0 || max.compareTo(DAY) > 0) {
            throw new IllegalArgumentException(
                    "waiting from " + first + " to " + max + " between tries; it must be from PT0.001S to " + DAY
                            + ", and the first wait no longer than the longest");
        }
    }

    /** Eight tries over about ten minutes: 5 seconds first, up to an hour. */
    public static RetryPolicy defaults() {
        return new RetryPolicy(8, Duration.ofSeconds(5), Duration.ofHours(1));
    }

    /** One try. */
    public static RetryPolicy never() {
        return new RetryPolicy(1, Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    /** How long to wait after this many tries: from a half of what is planned to half as long again. */
    public Duration wait(int tries) {
        long planned = IntervalFunction.ofExponentialBackoff(first, 2, max).apply(Math.max(1, tries));
        return Duration.ofMillis(IntervalFunction.ofRandomized(planned, 0.5).apply(1));
    }
}
