package dev.kendall.learning.triggerdev;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param path from the root, encoded, with the query
 * @param body or null
 * @param what what it does, for a person: "trigger the task 'learn'"
 */
record Call(String method, String path, @Nullable String body, String contentType, String what) {
    static final String JSON = "application/json";
    static final String NDJSON = "application/x-ndjson";

    static Call get(String path, String what) {
        return new Call("GET", path, null, JSON, what);
    }

    static Call delete(String path, String what) {
        return new Call("DELETE", path, null, JSON, what);
    }

    /** Without a body. */
    static Call post(String path, String what) {
        return new Call("POST", path, null, JSON, what);
    }

    static Call post(String path, JsonNode body, String what) {
        return new Call("POST", path, Json.write(body), JSON, what);
    }

    static Call put(String path, JsonNode body, String what) {
        return new Call("PUT", path, Json.write(body), JSON, what);
    }

    /** A part of a path, or of a query. */
    static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** An id as a part of a path. */
    static String id(String name, String id) {
        return encoded(Limits.key(name, id, Limits.IDEMPOTENCY_KEY));
    }
}
