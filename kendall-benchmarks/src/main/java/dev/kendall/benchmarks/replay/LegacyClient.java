package dev.kendall.benchmarks.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Airtable's web API as an application without a library uses it: one call after the other, and a call that is answered with 429 is made
 * again after {@code Retry-After}, or after the penalty where none is named. Thread-safe.
 *
 * @param base the URL of the base, without a slash at the end
 * @param gate what each call passes before it is sent
 * @param penalty how long Airtable refuses every call after one too many
 */
record LegacyClient(HttpClient http, String base, String token, Gate gate, Duration penalty) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TOO_MANY_REQUESTS = 429;

    /** One of a table's rows, or several, with this query. */
    JsonNode get(String path, Map<String, String> query) throws IOException, InterruptedException {
        String encoded = query.entrySet().stream()
                .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                .collect(Collectors.joining("&"));
        return send(request(path + (encoded.isEmpty() ? "" : "?" + encoded)).GET());
    }

    /** {@code POST} makes rows, {@code PATCH} changes them. */
    JsonNode write(String method, String table, Map<String, ?> body) throws IOException, InterruptedException {
        return send(request(encoded(table))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + "/" + path)).header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        HttpRequest request = builder.build();
        while (true) {
            gate.pass();
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() == 200) {
                return JSON.readTree(response.body());
            }
            if (response.statusCode() != TOO_MANY_REQUESTS) {
                throw new IOException(request.method() + " " + request.uri().getPath() + " was answered with "
                        + response.statusCode() + ": " + new String(response.body(), StandardCharsets.UTF_8));
            }
            Thread.sleep(response.headers()
                    .firstValue("Retry-After")
                    .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                    .orElse(penalty)
                    .toMillis());
        }
    }

    /** For a path as well as for a query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
