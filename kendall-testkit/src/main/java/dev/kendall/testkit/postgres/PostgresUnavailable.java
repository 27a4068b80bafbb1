package dev.kendall.testkit.postgres;

import org.jspecify.annotations.Nullable;

/** No PostgreSQL could be had, or the one that was had failed; the message says what was tried, why it failed, and what to do. */
public final class PostgresUnavailable extends IllegalStateException {
    private static final long serialVersionUID = 1;

    PostgresUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
