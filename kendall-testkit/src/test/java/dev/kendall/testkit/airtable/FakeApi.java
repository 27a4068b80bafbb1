package dev.kendall.testkit.airtable;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The plainest client there can be: paths and bodies are written out by the test. */
final class FakeApi {
    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final String token;
    private final String base;

    FakeApi(FakeAirtable airtable, FakeBase base) {
        this(airtable, airtable.token(), base.id());
    }

    FakeApi(FakeAirtable airtable, String token, String base) {
        this.url = airtable.url();
        this.token = token;
        this.base = base;
    }

    record Reply(int status, JsonNode body, HttpResponse<String> response) {
        List<String> ids() {
            List<String> ids = new ArrayList<>();
            body.path("records").forEach(record -> ids.add(record.path("id").asText()));
            return ids;
        }

        /** One field of all records. */
        List<String> texts(String field) {
            List<String> texts = new ArrayList<>();
            body.path("records")
                    .forEach(record ->
                            texts.add(record.path("fields").path(field).asText()));
            return texts;
        }

        JsonNode field(String name) {
            return body.path("fields").path(name);
        }

        String id() {
            return body.path("id").asText();
        }

        String error() {
            return body.path("error").path("type").asText();
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    /** JSON written with single quotes. */
    static String json(String text) {
        return text.replace('\'', '"');
    }

    Reply get(String path) {
        return send("GET", "/v0/" + base + "/" + path, "");
    }

    Reply filter(String table, String formula) {
        return get(table + "?filterByFormula=" + encoded(formula));
    }

    Reply post(String path, String body) {
        return send("POST", "/v0/" + base + "/" + path, json(body));
    }

    Reply patch(String path, String body) {
        return send("PATCH", "/v0/" + base + "/" + path, json(body));
    }

    Reply put(String path, String body) {
        return send("PUT", "/v0/" + base + "/" + path, json(body));
    }

    Reply delete(String path) {
        return send("DELETE", "/v0/" + base + "/" + path, "");
    }

    Reply send(String method, String path, String body) {
        try {
            return sendOrFail(method, path, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IOException when the connection ends without an answer */
    Reply sendOrFail(String method, String path, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new Reply(response.statusCode(), Json.read(response.body().getBytes(UTF_8)), response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
