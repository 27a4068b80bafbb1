package dev.kendall.failure;

import org.jspecify.annotations.Nullable;

/** The work was stopped before its end, by an interrupt or because its owner was closed. */
public final class Cancelled extends KendallException {
    private static final long serialVersionUID = 1;

    /** Says what was stopped. */
    public Cancelled(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public Retry retry() {
        return Retry.LATER;
    }
}
