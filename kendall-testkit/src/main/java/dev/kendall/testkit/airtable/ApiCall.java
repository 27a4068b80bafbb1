package dev.kendall.testkit.airtable;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request, taken from the wire.
 *
 * @param path its parts, decoded; a slash at the end adds none
 * @param content the body; null when it is no JSON
 */
record ApiCall(
        String method,
        List<String> path,
        ObjectNode query,
        @Nullable JsonNode content) {
    /** @throws ApiFailure when the URL is not encoded as it must be */
    static ApiCall read(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        JsonNode content;
        try {
            content = Json.read(bytes);
        } catch (IOException e) {
            content = null;
        }
        return new ApiCall(
                exchange.getRequestMethod(),
                path(exchange.getRequestURI().getRawPath()),
                QueryParameters.parse(exchange.getRequestURI().getRawQuery()),
                content);
    }

    private static List<String> path(String raw) {
        List<String> parts = new ArrayList<>();
        for (String part : raw.split("/", -1)) {
            if (!part.isEmpty()) {
                // In a path a plus is a plus.
                parts.add(URLDecoder.decode(part.replace("+", "%2B"), UTF_8));
            }
        }
        return parts;
    }

    /** The body. */
    JsonNode body() {
        if (content == null || !content.isObject()) {
            throw ApiFailure.unprocessable("INVALID_REQUEST_UNKNOWN", "Could not parse request body");
        }
        return content;
    }

    /** The query, and what the body says in its place. */
    ObjectNode queryAndBody() {
        ObjectNode all = query.deepCopy();
        if (body() instanceof ObjectNode object) {
            all.setAll(object);
        }
        return all;
    }

    /** Without the first parts of its path. */
    ApiCall within(int parts) {
        return new ApiCall(method, path.subList(Math.min(parts, path.size()), path.size()), query, content);
    }

    /** The part at this place; "" when there is none. */
    String part(int place) {
        return place < path.size() ? path.get(place) : "";
    }
}
