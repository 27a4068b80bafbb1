package dev.kendall.failure;

import org.jspecify.annotations.Nullable;

/** A service of others works and says no: a wrong key, a missing permission, a request that it does not take. */
public final class ServiceRefused extends KendallException {
    private static final long serialVersionUID = 1;

    /** Says which service, what was refused and what has to change. */
    public ServiceRefused(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public Retry retry() {
        return Retry.NEVER;
    }
}
