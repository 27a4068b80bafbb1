package dev.kendall.learning.triggerdev;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Alerts as Trigger.dev writes them. */
final class AlertJson {
    private AlertJson() {}

    /** Null when it is no alert. */
    static @Nullable Alert read(JsonNode json) {
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
                new Alert.DeploymentSucceeded(
                        id, created, object.path("deployment").path("version").asText(""), ids(object.path("tasks")));
            case "alert.deployment.failed" ->
                new Alert.DeploymentFailed(
                        id,
                        created,
                        object.path("deployment").path("version").asText(""),
                        Json.text(object.path("error"), "message"));
            case "alert.error" -> errorSeen(id, created, object);
            default -> new Alert.Other(id, created, type);
        };
    }

    private static Alert.RunFailed runFailed(String id, Instant created, JsonNode object) {
        JsonNode run = object.path("run");
        List<String> tags = new ArrayList<>();
        run.path("tags").forEach(tag -> tags.add(tag.asText()));
        JsonNode error = run.path("error");
        // A thrown text has no message, but the text itself.
        String message = Json.text(error, "message");
        return new Alert.RunFailed(
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

    private static Alert.ErrorSeen errorSeen(String id, Instant created, JsonNode object) {
        JsonNode error = object.path("error");
        return new Alert.ErrorSeen(
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
