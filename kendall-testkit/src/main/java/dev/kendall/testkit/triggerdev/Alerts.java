package dev.kendall.testkit.triggerdev;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells a host of runs that failed, as Trigger.dev's alert webhooks do. */
final class Alerts {
    private final URI url;
    private final String secret;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Alerts(URI url, String secret) {
        this.url = url;
        this.secret = secret;
    }

    /** The status that came back; 0 when none did. */
    int send(String body) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .header("x-trigger-signature-hmacsha256", Hmac.of(secret, body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    /** The body that tells of a run which failed. */
    static String runFailed(FakeRun run, int number, Instant now) {
        ObjectNode body = Json.object()
                .put("id", "alert_" + number)
                .put("created", Json.text(now))
                .put("webhookVersion", "v1")
                .put("type", "alert.run.failed");
        ObjectNode object = body.putObject("object");
        object.putObject("task")
                .put("id", run.task())
                .put("filePath", "src/trigger/kendall-job.ts")
                .put("exportName", "kendallJob")
                .put("version", "20260302.1")
                .put("sdkVersion", "4.8.3")
                .put("cliVersion", "4.8.3");
        ObjectNode failed = object.putObject("run")
                .put("id", run.id())
                .put("number", number)
                .put("status", run.status())
                .put("createdAt", Json.text(now))
                .put("completedAt", Json.text(now))
                .put("isTest", false);
        @Nullable String key = run.options().path("idempotencyKey").textValue();
        if (key != null) {
            failed.put("idempotencyKey", key);
        }
        run.tags().forEach(failed.putArray("tags")::add);
        failed.putObject("error")
                .put("type", "BUILT_IN_ERROR")
                .put("name", "Error")
                .put("message", run.error() == null ? "" : run.error())
                .put("stackTrace", "");
        failed.put("isOutOfMemoryError", false)
                .put("machine", "micro")
                .put("dashboardUrl", "https://cloud.trigger.dev/runs/" + run.id());
        object.putObject("environment")
                .put("id", "env_1")
                .put("type", "PRODUCTION")
                .put("slug", "prod");
        object.putObject("organization").put("id", "org_1").put("slug", "acme").put("name", "Acme");
        object.putObject("project")
                .put("id", "proj_1")
                .put("ref", "proj_ref")
                .put("slug", "assistant")
                .put("name", "Assistant");
        return body.toString();
    }
}
