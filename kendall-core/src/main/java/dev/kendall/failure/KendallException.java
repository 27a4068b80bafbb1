package dev.kendall.failure;

import org.jspecify.annotations.Nullable;

/**
 * A failure outside the caller's control. Mistakes of the caller are the JDK's {@link IllegalArgumentException},
 * {@link IllegalStateException} and {@link NullPointerException} instead.
 *
 * <p>A message says what failed, which id, and what to do. It never holds chat text or a credential.
 */
public abstract sealed class KendallException extends RuntimeException
        permits NotFound,
                Conflict,
                StorageUnavailable,
                StorageRefused,
                ServiceUnavailable,
                ServiceRefused,
                ModelFailed,
                Cancelled {
    private static final long serialVersionUID = 1;

    KendallException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Whether, and how, trying again can help. */
    public abstract Retry retry();

    /** What a caller can do about a failure. */
    public enum Retry {
        /** The same call fails again: something has to change first. */
        NEVER,
        /** Read the row again, redo the change on what is there now, and write again. */
        REDO,
        /** The same call may succeed later. */
        LATER
    }
}
