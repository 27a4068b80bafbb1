package dev.kendall.testkit.airtable;

import java.time.Instant;

/**
 * A request with its end.
 *
 * @param status of HTTP; 0 when the connection was dropped
 * @param at when it came
 */
public record AnsweredRequest(FakeRequest request, int status, Instant at) {
    /** Such as {@code GET}. */
    public String method() {
        return request.method();
    }

    /** The table's name. */
    public String table() {
        return request.table();
    }

    /** What it asked for. */
    public Operation operation() {
        return request.operation();
    }
}
