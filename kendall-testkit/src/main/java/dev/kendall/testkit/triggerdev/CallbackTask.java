package dev.kendall.testkit.triggerdev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;

/** What the two tasks of {@code kendall-job.ts} do. */
final class CallbackTask implements FakeTask {
    private static final Set<Integer> USELESS_TO_REPEAT = Set.of(400, 413, 422);

    private final URI url;
    private final String secret;
    private final InstantSource clock;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    CallbackTask(URI url, String secret, InstantSource clock) {
        this.url = url;
        this.secret = secret;
        this.clock = clock;
    }

    @Override
    public JsonNode run(FakeRun run, int attempt) throws IOException, InterruptedException, FakeTaskAborted {
        String body = job(run.payload()).put("attempt", attempt).toString();
        String time = Long.toString(clock.instant().getEpochSecond());
        String id = UUID.randomUUID().toString();
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(url)
                        .header("Content-Type", "application/json")
                        .header("x-kendall-timestamp", time)
                        .header("x-kendall-request", id)
                        .header("x-kendall-signature", Hmac.of(secret, time + "." + id + "." + body))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        String message = "Kendall answered " + answer.statusCode() + ": " + answer.body();
        if (USELESS_TO_REPEAT.contains(answer.statusCode())) {
            throw new FakeTaskAborted(message);
        }
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(message);
        }
        JsonNode output = Json.read(answer.body());
        return output == null ? Json.object() : output;
    }

    private static ObjectNode job(JsonNode payload) {
        ObjectNode job = Json.object();
        if (payload.has("scheduleId")) {
            String scheduledAt = payload.path("timestamp").asText();
            job.put("jobId", payload.path("scheduleId").asText() + " " + scheduledAt);
            job.set("name", payload.path("externalId"));
            job.putObject("payload").put("scheduledAt", scheduledAt).set("timezone", payload.path("timezone"));
        } else {
            job.set("jobId", payload.path("jobId"));
            job.set("name", payload.path("name"));
            job.set("payload", payload.path("payload"));
        }
        return job;
    }
}
