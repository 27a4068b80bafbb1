package dev.kendall.job;

import dev.kendall.internal.Checks;
import java.time.Duration;

/**
 * What makes asking twice the same as asking once.
 *
 * @param key 1 to 256 characters
 * @param ttl for how long after it was first asked, 1 millisecond to 365 days
 */
public record Idempotency(String key, Duration ttl) {
    /** Checks the fields. */
    public Idempotency {
        Checks.filled("idempotency key", key, 256);
        JobLimits.duration("time to live of the idempotency key", ttl, Duration.ofMillis(1), JobLimits.LONGEST);
    }
}
