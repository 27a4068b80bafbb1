package dev.kendall.learning.triggerdev;

import java.time.Duration;

/**
 * How a call is repeated that may succeed later. Waits grow from {@code first} by {@code factor} up to {@code longest}, each with jitter,
 * so that many processes do not come back together. What the server says about when to come back goes before.
 *
 * @param attempts how often a call is sent in all, 1 to 100
 * @param first the first wait
 * @param longest the longest wait
 * @param factor what each wait is multiplied by, 1 to 10
 * @param deadline how long one call may take with everything it waits for; when the server names a later moment, the call fails at once
 */
public record RetryPolicy(int attempts, Duration first, Duration longest, double factor, Duration deadline) {
    private static final RetryPolicy DEFAULTS =
            new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(30), 1.6, Duration.ofMinutes(2));

    /** Checks the ranges. */
    public RetryPolicy {
        Limits.range("number of attempts", attempts, 1, 100);
        if (!(factor >= 1 && factor <= 10)) {
            throw new IllegalArgumentException("the factor is " + factor + "; it must be from 1 to 10");
        }
        Limits.atLeast("first wait", first, Duration.ofMillis(1));
        Limits.atLeast("longest wait", longest, first);
        Limits.atLeast("deadline", deadline, Duration.ofMillis(100));
    }

    /** As Trigger.dev's own SDK: 5 attempts, waits from 1 to 30 seconds that grow by 1.6; and all of it within 2 minutes. */
    public static RetryPolicy defaults() {
        return DEFAULTS;
    }

    /** One attempt only. */
    public static RetryPolicy none() {
        return DEFAULTS.withAttempts(1);
    }

    /** The same with so many attempts. */
    public RetryPolicy withAttempts(int attempts) {
        return new RetryPolicy(attempts, first, longest, factor, deadline);
    }

    /** The same with this deadline. */
    public RetryPolicy withDeadline(Duration deadline) {
        return new RetryPolicy(attempts, first, longest, factor, deadline);
    }

    /** The same with these waits. */
    public RetryPolicy withWaits(Duration first, Duration longest) {
        return new RetryPolicy(attempts, first, longest, factor, deadline);
    }
}
