package dev.kendall.learning.memory;

import dev.kendall.internal.Checks;
import dev.kendall.learning.extraction.GuardTerms;
import java.time.Duration;

/**
 * What an extractor may take and give.
 *
 * @param time the longest call, 1 ms to 1 hour; default 30 s. What is not done then is given up
 * @param claimsPerMessage the most claims of one message, 1 to 100; default 20. The first are kept
 * @param claims the most claims of one window, 1 to 10,000; default 2,000. The first are kept
 */
public record ExtractionLimits(Duration time, int claimsPerMessage, int claims) {
    private static final ExtractionLimits DEFAULTS = new ExtractionLimits(Duration.ofSeconds(30), 20, 2_000);

    /** Checks the ranges. */
    public ExtractionLimits {
        GuardTerms.checkTimeLimit(time);
        Checks.range("claims per message", claimsPerMessage, 1, 100);
        Checks.range("claims", claims, 1, 10_000);
    }

    /** The defaults. */
    public static ExtractionLimits defaults() {
        return DEFAULTS;
    }

    /** These limits with another time. */
    public ExtractionLimits withTime(Duration time) {
        return new ExtractionLimits(time, claimsPerMessage, claims);
    }
}
