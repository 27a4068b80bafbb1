package dev.kendall.store.airtable;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.kendall.failure.Cancelled;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends one request once, and tells an answer from a problem. Thread-safe. */
final class Transport {
    /** Numbers are read exactly: attributes are. */
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    /** Of the process: connections and the thread that watches them are not for each storage to have. */
    private static final class Shared {
        static final HttpClient CLIENT = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    private final AirtableOptions options;

    Transport(AirtableOptions options) {
        this.options = options;
    }

    /**
     * The answer.
     *
     * @throws ApiProblem when it is an error, or there is none
     * @throws Cancelled when the thread is interrupted, whose flag stays set
     */
    JsonNode send(Call call, Duration timeout) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(options.endpoint() + "/v0/" + call.path()))
                .timeout(timeout)
                .header("Authorization", "Bearer " + options.token().get().strip());
        JsonNode body = call.body();
        if (body == null) {
            request.method(call.method(), HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(call.method(), HttpRequest.BodyPublishers.ofString(body.toString()));
        }
        try {
            return answer(Shared.CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Cancelled("a call to Airtable was interrupted; whether it was carried out is unknown", e);
        } catch (IOException e) {
            throw new ApiProblem(0, e.getClass().getSimpleName(), null, null, e);
        }
    }

    private static JsonNode answer(HttpResponse<String> response) {
        JsonNode body = parsed(response.body());
        if (response.statusCode() / 100 == 2) {
            if (body.isMissingNode()) {
                // Cut off on its way: as good as no answer.
                throw new ApiProblem(0, "BROKEN_ANSWER", null, null, null);
            }
            return body;
        }
        throw problem(response.statusCode(), body, retryAfter(response));
    }

    private static JsonNode parsed(String body) {
        try {
            JsonNode tree = JSON.readTree(body);
            return tree == null ? JsonNodeFactory.instance.missingNode() : tree;
        } catch (JacksonException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }

    /** An error comes in one of three shapes: a name, an object with type and message, or a list of objects. */
    private static ApiProblem problem(int status, JsonNode body, @Nullable Duration retryAfter) {
        JsonNode error = body.path("error");
        if (error.isTextual()) {
            return new ApiProblem(status, error.asText(), null, retryAfter, null);
        }
        JsonNode first = error.isObject() ? error : body.path("errors").path(0);
        String type = first.path("type").asText(first.path("error").asText(""));
        String message = first.path("message").asText("");
        return new ApiProblem(status, type, Problems.firstQuoted(message), retryAfter, null);
    }

    private static @Nullable Duration retryAfter(HttpResponse<?> response) {
        Optional<String> header = response.headers().firstValue("Retry-After");
        try {
            return header.isEmpty()
                    ? null
                    : Duration.ofSeconds(Math.max(
                            0, Math.min(3_600, Long.parseLong(header.get().strip()))));
        } catch (NumberFormatException e) {
            // A date: the penalty's default is as good.
            return null;
        }
    }
}
