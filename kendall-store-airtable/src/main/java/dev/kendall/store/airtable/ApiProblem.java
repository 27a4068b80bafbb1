package dev.kendall.store.airtable;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An answer of Airtable's that is no success, or none at all. Never leaves the client: {@link Problems} says it in Kendall's words. */
final class ApiProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What can be done about it. */
    enum Kind {
        /** Too many requests: again, after the penalty. */
        RATE_LIMIT,
        /** The server is not well, or was not reached: again, where that is safe. */
        UNAVAILABLE,
        /** The listing's iterator is gone: from the first page again. */
        ITERATOR_GONE,
        /** The record is not there. */
        NO_RECORD,
        /** What was sent is too large: less at once. */
        TOO_LARGE,
        /** Anything else: the same request fails again. */
        FINAL
    }

    private final int status;
    private final String type;
    private final transient @Nullable String quoted;
    private final transient @Nullable Duration retryAfter;

    /**
     * @param status HTTP's, or 0 when there was no answer
     * @param type Airtable's name of the error; empty where there is none
     * @param quoted what Airtable's own words put into quotes, for finding out which field is meant; it may be content
     */
    ApiProblem(
            int status,
            String type,
            @Nullable String quoted,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super("status " + status + " " + type, cause, false, false);
        this.status = status;
        this.type = type;
        this.quoted = quoted;
        this.retryAfter = retryAfter;
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    @Nullable
    String quoted() {
        return quoted;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }

    boolean isQuota() {
        return type.contains("BILLING_LIMIT");
    }

    Kind kind() {
        String upper = type.toUpperCase(Locale.ROOT);
        if (status == 429) {
            return isQuota() ? Kind.FINAL : Kind.RATE_LIMIT;
        } else if (status == 0 || status >= 500 || status == 408) {
            return Kind.UNAVAILABLE;
        } else if (upper.equals("LIST_RECORDS_ITERATOR_NOT_AVAILABLE")) {
            return Kind.ITERATOR_GONE;
        } else if (upper.equals("ROW_DOES_NOT_EXIST") || upper.equals("MODEL_ID_NOT_FOUND")) {
            return Kind.NO_RECORD;
        } else if (status == 413) {
            return Kind.TOO_LARGE;
        }
        return Kind.FINAL;
    }
}
