package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes back to the client. */
record Answer(int status, JsonNode body, Map<String, String> headers) {
    static Answer ok(JsonNode body) {
        return new Answer(200, body, Map.of());
    }

    static Answer error(int status, String type, @Nullable String message) {
        return error(status, ErrorShape.OBJECT, type, message);
    }

    static Answer error(int status, ErrorShape shape, String type, @Nullable String message) {
        return new Answer(status, shape.body(type, message), Map.of());
    }

    static Answer rateLimited(ErrorShape shape) {
        return error(429, shape, "RATE_LIMIT_REACHED", "Rate limit exceeded. Please try again later");
    }

    Answer with(String header, String value) {
        return new Answer(status, body, Map.of(header, value));
    }

    boolean isOk() {
        return status < 400;
    }
}
