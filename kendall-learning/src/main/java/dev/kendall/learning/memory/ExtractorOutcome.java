package dev.kendall.learning.memory;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one extractor did on one window.
 *
 * @param extractor its name
 * @param claims how many of its claims were taken
 * @param dropped how much was refused, by reason
 * @param took how long it ran
 * @param failure what was thrown, by its class alone, or null; a message may hold chat text
 */
public record ExtractorOutcome(
        String extractor,
        Status status,
        int claims,
        Map<DropReason, Integer> dropped,
        ModelTokens tokens,
        Duration took,
        @Nullable String failure) {
    /** How it ended. */
    public enum Status {
        /** It answered. */
        DONE,
        /** It threw. */
        FAILED,
        /** It took too long and was given up. */
        TIMED_OUT,
        /** It was not asked: a call that was given up still runs. */
        BUSY
    }

    /** Copies the counts. */
    public ExtractorOutcome {
        Objects.requireNonNull(extractor, "extractor");
        Objects.requireNonNull(status, "status");
        dropped = Extraction.copy(dropped);
        Objects.requireNonNull(tokens, "tokens");
        Objects.requireNonNull(took, "took");
    }

    static ExtractorOutcome without(String extractor, Status status, Duration took, @Nullable String failure) {
        return new ExtractorOutcome(extractor, status, 0, Map.of(), ModelTokens.NONE, took, failure);
    }
}
