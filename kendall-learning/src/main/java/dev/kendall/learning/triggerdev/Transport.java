package dev.kendall.learning.triggerdev;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kendall.failure.Cancelled;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends one request once, and tells an answer from a problem. Thread-safe. */
final class Transport {
    /** Without it the server answers with the statuses of older versions. */
    private static final String API_VERSION = "2025-07-16";

    private static final int LONGEST_ERROR = 300;
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final Settings settings;
    private final HttpClient client;

    Transport(Settings settings) {
        this.settings = settings;
        // No redirects: the key goes where it was meant to go, and nowhere else.
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout())
                .build();
    }

    /**
     * The answer.
     *
     * @param requestKey the same for each repeat of one call
     * @throws ApiProblem when it is an error, or there is none
     * @throws Cancelled when the thread is interrupted, whose flag stays set
     */
    JsonNode send(Call call, String requestKey, Duration timeout) {
        String key = settings.secretKey().get().strip();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.endpoint() + call.path()))
                .timeout(timeout)
                .header("Authorization", "Bearer " + key)
                .header("x-trigger-api-version", API_VERSION)
                .header("x-trigger-request-idempotency-key", requestKey);
        String body = call.body();
        if (body == null) {
            request.method(call.method(), HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", call.contentType())
                    .method(call.method(), HttpRequest.BodyPublishers.ofString(body));
        }
        try {
            return answer(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()), key);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Cancelled(
                    "the call to " + call.what() + " was interrupted; whether it was carried out is unknown", e);
        } catch (IOException e) {
            throw ApiProblem.noAnswer(e.getClass().getSimpleName(), e);
        }
    }

    private JsonNode answer(HttpResponse<byte[]> response, String key) {
        JsonNode body = Json.read(response.body());
        int status = response.statusCode();
        if (status / 100 == 2) {
            if (!body.isObject()) {
                // Cut off on its way: as good as no answer.
                throw ApiProblem.noAnswer("broken answer", null);
            }
            return body;
        }
        throw new ApiProblem(
                status,
                said(body, key),
                mayRepeat(status, response.headers()),
                retryAfter(response.headers(), body),
                null);
    }

    private static boolean mayRepeat(int status, HttpHeaders headers) {
        String told = header(headers, "x-should-retry");
        if (told.equals("true") || told.equals("false")) {
            return told.equals("true");
        }
        return status == 408 || status == 409 || status == 429 || status >= 500;
    }

    /** What goes before: how long from now, which does not depend on whose clock is right. */
    private @Nullable Duration retryAfter(HttpHeaders headers, JsonNode body) {
        Instant now = settings.clock().instant();
        Duration wait = afterHeader(header(headers, "retry-after"), now);
        if (wait == null && body.path("secondsUntilReset").isNumber()) {
            wait = Duration.ofSeconds(body.path("secondsUntilReset").asLong());
        }
        if (wait == null) {
            wait = reset(header(headers, "x-ratelimit-reset"), now);
        }
        if (wait == null || wait.isNegative()) {
            return null;
        }
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    /** Empty when it is missing. */
    private static String header(HttpHeaders headers, String name) {
        return headers.firstValue(name).orElse("").strip();
    }

    private static @Nullable Duration afterHeader(String value, Instant now) {
        try {
            return Duration.ofSeconds(Long.parseLong(value));
        } catch (NumberFormatException e) {
            return afterDate(value, now);
        }
    }

    private static @Nullable Duration afterDate(String value, Instant now) {
        try {
            return Duration.between(now, ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Milliseconds since 1970, not seconds. */
    private static @Nullable Duration reset(String value, Instant now) {
        try {
            return Duration.between(now, Instant.ofEpochMilli(Long.parseLong(value)));
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    /** The server's sentence, and the places that it complains about; never the key, whatever the server echoes. */
    private static String said(JsonNode body, String key) {
        List<String> parts = new ArrayList<>();
        String error = body.path("error").isTextual()
                ? body.path("error").textValue()
                : Json.text(body.path("error"), "message");
        if (error == null) {
            error = Json.text(body, "title");
        }
        if (error != null) {
            parts.add(error);
        }
        for (String list : List.of("issues", "details")) {
            for (JsonNode issue : body.path(list)) {
                List<String> path = new ArrayList<>();
                issue.path("path").forEach(step -> path.add(step.asText()));
                parts.add("at " + String.join(".", path) + ": "
                        + issue.path("message").asText(""));
            }
        }
        String said = String.join("; ", parts);
        if (!key.isEmpty()) {
            said = said.replace(key, "(the key)");
        }
        return said.length() > LONGEST_ERROR ? said.substring(0, LONGEST_ERROR) + "…" : said;
    }
}
