package dev.kendall.failure;

import org.jspecify.annotations.Nullable;

/** A model gave no usable answer: it could not be reached, refused, or answered something else than was asked. */
public final class ModelFailed extends KendallException {
    private static final long serialVersionUID = 1;

    /** Says which model and what it did. */
    public ModelFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public Retry retry() {
        return Retry.LATER;
    }
}
