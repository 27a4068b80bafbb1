package dev.kendall.learning.triggerdev;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An answer of Trigger.dev's that is no success, or none at all. Never leaves the client: {@link Problems} says it in Kendall's words. */
final class ApiProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String error;
    private final boolean mayRepeat;
    private final transient @Nullable Duration retryAfter;

    /**
     * @param status HTTP's, or 0 when there was no answer
     * @param error what the server says about it; empty when it says nothing
     * @param mayRepeat whether the same call may succeed later
     * @param retryAfter when the server wants to be asked again, or null
     */
    ApiProblem(int status, String error, boolean mayRepeat, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super("status " + status, cause, false, false);
        this.status = status;
        this.error = error;
        this.mayRepeat = mayRepeat;
        this.retryAfter = retryAfter;
    }

    /** No answer, or a broken one. */
    static ApiProblem noAnswer(String why, @Nullable Throwable cause) {
        return new ApiProblem(0, why, true, null, cause);
    }

    int status() {
        return status;
    }

    String error() {
        return error;
    }

    boolean mayRepeat() {
        return mayRepeat;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
