package dev.kendall.failure;

/** What a {@code get…} or an update named is not there. */
public final class NotFound extends KendallException {
    private static final long serialVersionUID = 1;

    /** Says what is missing and its id. */
    public NotFound(String message) {
        super(message, null);
    }

    @Override
    public Retry retry() {
        return Retry.NEVER;
    }
}
