package dev.kendall.store.postgres;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long a model that is down is left alone: longer each time that it still is. Not thread-safe. */
final class ModelOutage {
    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final IntervalFunction pauses;
    private int failures;
    private @Nullable Instant until;

    ModelOutage(Duration maxPause) {
        this.pauses = IntervalFunction.ofExponentialRandomBackoff(FIRST_PAUSE, 2, 0.5, maxPause);
    }

    /** Until when the model is left alone; null when it works as far as is known. */
    @Nullable
    Instant until() {
        return until;
    }

    /** It failed just now; whether it had worked before. */
    boolean begin(Instant now) {
        failures++;
        until = now.plusMillis(pauses.apply(failures));
        return failures == 1;
    }

    /** It works. */
    void end() {
        failures = 0;
        until = null;
    }
}
