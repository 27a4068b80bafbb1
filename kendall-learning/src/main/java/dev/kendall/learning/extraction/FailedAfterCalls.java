package dev.kendall.learning.extraction;

/** A model failed when other calls of the same extraction had been paid for already. */
final class FailedAfterCalls extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient ModelTokens tokens;

    FailedAfterCalls(ModelTokens tokens, RuntimeException cause) {
        super(cause.getClass().getName() + " after " + tokens.calls() + " calls", cause);
        this.tokens = tokens;
    }

    /** What the calls before cost. */
    ModelTokens tokens() {
        return tokens;
    }
}
