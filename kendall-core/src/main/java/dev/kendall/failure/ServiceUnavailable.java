package dev.kendall.failure;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A service of others cannot be reached, is out of capacity, or answered too late. Whether the call was carried out may be unknown. */
public final class ServiceUnavailable extends KendallException {
    private static final long serialVersionUID = 1;
    private final Duration retryAfter;

    /** Says which service; {@code retryAfter} is how long to wait before another try is worth it. */
    public ServiceUnavailable(String message, Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.retryAfter = Objects.requireNonNull(retryAfter, "retryAfter");
    }

    /** How long to wait before another try. */
    public Duration retryAfter() {
        return retryAfter;
    }

    @Override
    public Retry retry() {
        return Retry.LATER;
    }
}
