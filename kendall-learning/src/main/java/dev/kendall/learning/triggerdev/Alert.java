package dev.kendall.learning.triggerdev;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Trigger.dev's alert webhooks tell. Texts of errors are the failed task's own, and may hold what it was given. */
public sealed interface Alert {
    /** The alert's id; the same when it is delivered again. */
    String id();

    /** When it was made. */
    Instant created();

    /**
     * A run failed for good.
     *
     * @param status how it ended
     * @param idempotencyKey the key under which it was triggered, or null: of a job that was handed over, the job's id
     * @param error what it failed with, or null
     * @param dashboardUrl where to look at it
     */
    record RunFailed(
            String id,
            Instant created,
            String runId,
            String task,
            RunStatus status,
            @Nullable String idempotencyKey,
            List<String> tags,
            @Nullable String error,
            String dashboardUrl)
            implements Alert {
        /** Copies the tags. */
        public RunFailed {
            tags = List.copyOf(tags);
        }
    }

    /** A version was deployed, with these tasks. */
    record DeploymentSucceeded(String id, Instant created, String version, List<String> tasks) implements Alert {
        /** Copies the tasks. */
        public DeploymentSucceeded {
            tasks = List.copyOf(tasks);
        }
    }

    /** A version could not be deployed. */
    record DeploymentFailed(
            String id,
            Instant created,
            String version,
            @Nullable String error) implements Alert {}

    /**
     * A kind of error appeared, or appeared again.
     *
     * @param classification {@code new_issue}, {@code regression} or {@code unignored}
     * @param occurrences how often it was seen
     */
    record ErrorSeen(
            String id,
            Instant created,
            String classification,
            String task,
            String fingerprint,
            @Nullable String error,
            long occurrences,
            String dashboardUrl)
            implements Alert {}

    /** One of a type that this version of Kendall does not know. */
    record Other(String id, Instant created, String type) implements Alert {}

    /** Null when it is no alert. */
    static @Nullable Alert from(JsonNode json) {
        String id = Json.text(json, "id");
        Instant created = Json.time(json, "created");
        String type = Json.text(json, "type");
        if (id == null || id.isBlank() || created == null || type == null) {
            return null;
        }
        JsonNode object = json.path("object");
        return switch (type) {
            case "alert.run.failed" -> runFailed(id, created, object);
            case "alert.deployment.success" ->
                new DeploymentSucceeded(
                        id, created, object.path("deployment").path("version").asText(""), ids(object.path("tasks")));
            case "alert.deployment.failed" ->
                new DeploymentFailed(
                        id,
                        created,
                        object.path("deployment").path("version").asText(""),
                        Json.text(object.path("error"), "message"));
            case "alert.error" -> errorSeen(id, created, object);
            default -> new Other(id, created, type);
        };
    }

    private static RunFailed runFailed(String id, Instant created, JsonNode object) {
        JsonNode run = object.path("run");
        List<String> tags = new ArrayList<>();
        run.path("tags").forEach(tag -> tags.add(tag.asText()));
        JsonNode error = run.path("error");
        // A thrown text has no message, but the text itself.
        String message = Json.text(error, "message");
        return new RunFailed(
                id,
                created,
                run.path("id").asText(""),
                object.path("task").path("id").asText(""),
                RunStatus.of(Json.text(run, "status")),
                Json.text(run, "idempotencyKey"),
                tags,
                message == null ? Json.text(error, "raw") : message,
                run.path("dashboardUrl").asText(""));
    }

    private static ErrorSeen errorSeen(String id, Instant created, JsonNode object) {
        JsonNode error = object.path("error");
        return new ErrorSeen(
                id,
                created,
                object.path("classification").asText(""),
                error.path("taskIdentifier").asText(""),
                error.path("fingerprint").asText(""),
                Json.text(error, "message"),
                error.path("occurrenceCount").asLong(0),
                object.path("dashboardUrl").asText(""));
    }

    private static List<String> ids(JsonNode tasks) {
        List<String> ids = new ArrayList<>();
        tasks.forEach(task -> ids.add(task.path("id").asText()));
        return ids;
    }
}
