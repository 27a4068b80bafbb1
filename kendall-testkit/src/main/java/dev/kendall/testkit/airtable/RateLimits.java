package dev.kendall.testkit.airtable;

import java.time.Duration;
import java.util.Objects;

/**
 * How many requests are let in.
 *
 * @param perSecond requests in any one second; at least 1
 * @param penalty how long everything is refused after one request too many; a request in that time does not lengthen it
 * @param shape the body of the refusal, of which two are seen: {@link ErrorShape#LIST} and {@link ErrorShape#OBJECT}
 */
public record RateLimits(int perSecond, Duration penalty, ErrorShape shape) {
    /** Checks the numbers. */
    public RateLimits {
        if (perSecond < 1 || penalty.isNegative()) {
            throw new IllegalArgumentException(
                    "At least one request a second and a penalty that is not negative are needed, not " + perSecond
                            + " and " + penalty + ".");
        }
        Objects.requireNonNull(shape, "shape");
    }

    /** Airtable's for a base: 5 a second, then 30 s of refusal. */
    public static RateLimits real() {
        return new RateLimits(5, Duration.ofSeconds(30), ErrorShape.LIST);
    }

    /** Airtable's for all tokens of a user: 50 a second, then 30 s of refusal. */
    public static RateLimits realForUser() {
        return real().withPerSecond(50);
    }

    /** Everything is let in. */
    public static RateLimits none() {
        return new RateLimits(Integer.MAX_VALUE, Duration.ZERO, ErrorShape.LIST);
    }

    /** With another number of requests. */
    public RateLimits withPerSecond(int perSecond) {
        return new RateLimits(perSecond, penalty, shape);
    }

    /** With another penalty. */
    public RateLimits withPenalty(Duration penalty) {
        return new RateLimits(perSecond, penalty, shape);
    }

    /** With another body. */
    public RateLimits withShape(ErrorShape shape) {
        return new RateLimits(perSecond, penalty, shape);
    }
}
