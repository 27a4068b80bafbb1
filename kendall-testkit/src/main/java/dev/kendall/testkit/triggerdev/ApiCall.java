package dev.kendall.testkit.triggerdev;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request, taken from the wire.
 *
 * @param path its parts, decoded
 * @param body as it came
 * @param requestKey the key that all repeats of one call share, or empty
 */
record ApiCall(String method, List<String> path, String query, String body, String requestKey) {
    static ApiCall read(HttpExchange exchange) throws IOException {
        List<String> parts = new ArrayList<>();
        for (String part : exchange.getRequestURI().getRawPath().split("/", -1)) {
            if (!part.isEmpty()) {
                parts.add(decoded(part.replace("+", "%2B")));
            }
        }
        String query = exchange.getRequestURI().getRawQuery();
        String key = exchange.getRequestHeaders().getFirst("x-trigger-request-idempotency-key");
        return new ApiCall(
                exchange.getRequestMethod(),
                List.copyOf(parts),
                query == null ? "" : query,
                new String(exchange.getRequestBody().readAllBytes(), UTF_8),
                key == null ? "" : key);
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, UTF_8);
    }

    FakeRequest request() {
        return new FakeRequest(method, "/" + String.join("/", path), query, body);
    }

    /** Whether it is this method on this path, in which {@code *} is any part. */
    boolean is(String wanted, String pattern) {
        String[] parts = pattern.split("/");
        if (!method.equals(wanted) || parts.length != path.size()) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].equals("*") && !parts[i].equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    String part(int place) {
        return path.get(place);
    }

    /** The parameters of the query. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    /** The body as an object; an empty one where there is none. */
    ObjectNode json() {
        if (body.isEmpty()) {
            return Json.object();
        }
        @Nullable JsonNode tree = Json.read(body);
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw ApiFailure.of(400, "Invalid JSON");
    }
}
