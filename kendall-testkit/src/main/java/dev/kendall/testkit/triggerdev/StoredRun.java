package dev.kendall.testkit.triggerdev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A run of the fake. Guarded by its environment's lock. */
final class StoredRun {
    static final Set<String> FINAL =
            Set.of("COMPLETED", "CANCELED", "FAILED", "CRASHED", "SYSTEM_FAILURE", "EXPIRED", "TIMED_OUT");

    final String id;
    final String task;
    final ObjectNode options;
    final List<String> tags;
    final Instant createdAt;
    final int number;
    JsonNode payload;
    String status;
    Instant updatedAt;
    Instant dueAt;
    boolean isDelayed;
    int attempts;

    @Nullable
    String batch;

    @Nullable
    String schedule;

    @Nullable
    Instant startedAt;

    @Nullable
    Instant finishedAt;

    @Nullable
    JsonNode output;

    @Nullable
    String error;

    StoredRun(String id, int number, String task, JsonNode payload, ObjectNode options, Instant now) {
        this.id = id;
        this.number = number;
        this.task = task;
        this.payload = payload;
        this.options = options;
        this.tags = new ArrayList<>(Fields.tags(options));
        this.createdAt = now;
        this.updatedAt = now;
        this.dueAt = now;
        this.status = "QUEUED";
    }

    boolean isFinal() {
        return FINAL.contains(status);
    }

    @Nullable
    String idempotencyKey() {
        return options.path("idempotencyKey").textValue();
    }

    /** When it is to have started, or null. */
    @Nullable
    Instant expiresAt() {
        Duration ttl = Fields.duration(options, "ttl", Duration.ZERO, null);
        return ttl == null ? null : (isDelayed ? dueAt : createdAt).plus(ttl);
    }

    /** Its place among those that are due: earlier by its priority. */
    Instant turn() {
        return dueAt.minusSeconds(options.path("priority").asLong(0));
    }

    void end(String status, Instant now) {
        this.status = status;
        this.updatedAt = now;
        this.finishedAt = now;
    }

    FakeRun snapshot() {
        return new FakeRun(
                id, task, status, payload.deepCopy(), options.deepCopy(), List.copyOf(tags), attempts, dueAt, error);
    }

    /** What lists show of it. */
    ObjectNode listed(boolean isOldVersion) {
        ObjectNode json = common(isOldVersion);
        json.putObject("env").put("id", "env_1").put("name", "prod");
        return json;
    }

    /** What one asked for by its id shows. */
    ObjectNode retrieved(boolean isOldVersion) {
        ObjectNode json = common(isOldVersion)
                .put("depth", 0)
                .put("triggerFunction", batch == null ? "trigger" : "batchTrigger")
                .put("attemptCount", attempts);
        if (batch != null) {
            json.put("batchId", batch);
        }
        json.set("payload", payload);
        if (output != null) {
            json.set("output", output);
        }
        if (error != null) {
            json.putObject("error").put("message", error).put("name", "Error");
        }
        json.putObject("relatedRuns");
        return json;
    }

    private ObjectNode common(boolean isOldVersion) {
        ObjectNode json = Json.object()
                .put("id", id)
                .put("status", isOldVersion ? oldStatus() : status)
                .put("taskIdentifier", task)
                .put(
                        "isQueued",
                        Set.of("QUEUED", "DEQUEUED", "PENDING_VERSION", "DELAYED")
                                .contains(status))
                .put("isExecuting", status.equals("EXECUTING"))
                .put("isWaiting", status.equals("WAITING"))
                .put("isCompleted", isFinal())
                .put("isSuccess", status.equals("COMPLETED"))
                .put("isFailed", isFinal() && !status.equals("COMPLETED") && !status.equals("CANCELED"))
                .put("isCancelled", status.equals("CANCELED"))
                .put("isTest", false)
                .put("createdAt", Json.text(createdAt))
                .put("updatedAt", Json.text(updatedAt))
                .put("costInCents", 0.0)
                .put("baseCostInCents", 0.0)
                .put("durationMs", 0);
        tags.forEach(json.putArray("tags")::add);
        String key = idempotencyKey();
        if (key != null) {
            json.put("idempotencyKey", key);
        }
        if (startedAt != null) {
            json.put("startedAt", Json.text(startedAt));
        }
        if (finishedAt != null) {
            json.put("finishedAt", Json.text(finishedAt));
        }
        if (isDelayed) {
            json.put("delayedUntil", Json.text(dueAt));
        }
        if (options.has("ttl")) {
            json.put("ttl", options.path("ttl").asText());
        }
        if (options.has("metadata")) {
            json.set("metadata", options.get("metadata"));
        }
        return json;
    }

    /** For clients that do not say which version of the API they speak. */
    private String oldStatus() {
        return switch (status) {
            case "PENDING_VERSION" -> "WAITING_FOR_DEPLOY";
            case "DEQUEUED" -> "EXECUTING";
            case "WAITING" -> "FROZEN";
            default -> status;
        };
    }
}
