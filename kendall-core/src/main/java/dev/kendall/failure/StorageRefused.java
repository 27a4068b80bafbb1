package dev.kendall.failure;

import org.jspecify.annotations.Nullable;

/** The storage works and says no: a missing permission, a damaged file, a call that this backend does not offer. */
public final class StorageRefused extends KendallException {
    private static final long serialVersionUID = 1;

    /** Says what was refused and what has to change. */
    public StorageRefused(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public Retry retry() {
        return Retry.NEVER;
    }
}
