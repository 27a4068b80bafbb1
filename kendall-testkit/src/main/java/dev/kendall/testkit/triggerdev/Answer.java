package dev.kendall.testkit.triggerdev;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What goes back to the client. */
record Answer(int status, JsonNode body, Map<String, String> headers) {
    static Answer of(int status, JsonNode body) {
        return new Answer(status, body, Map.of("Content-Type", "application/json; charset=utf-8"));
    }

    static Answer ok(JsonNode body) {
        return of(200, body);
    }

    static Answer error(int status, String message) {
        return of(status, Json.object().put("error", message));
    }

    Answer with(String header, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Answer(status, body, all);
    }
}
