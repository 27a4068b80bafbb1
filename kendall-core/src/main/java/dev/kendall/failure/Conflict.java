package dev.kendall.failure;

/** Somebody else changed the same row first, or the change contradicts what is stored. Nothing was written. */
public final class Conflict extends KendallException {
    private static final long serialVersionUID = 1;

    /** Says which row, and what stands against the change. */
    public Conflict(String message) {
        super(message, null);
    }

    @Override
    public Retry retry() {
        return Retry.REDO;
    }
}
