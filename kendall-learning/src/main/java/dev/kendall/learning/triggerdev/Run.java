package dev.kendall.learning.triggerdev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run, as Trigger.dev described it when it was asked. Immutable. A listed run has neither payload nor output. */
public final class Run {
    private final JsonNode json;

    private Run(JsonNode json) {
        this.json = json;
    }

    static Run from(JsonNode json) {
        return new Run(json);
    }

    /** Its id, which begins with {@code run_}. */
    public String id() {
        return json.path("id").asText("");
    }

    /** How far it is. */
    public RunStatus status() {
        return RunStatus.of(statusName());
    }

    /** The status in Trigger.dev's words, also one that {@link RunStatus} does not have. */
    public String statusName() {
        return json.path("status").asText("");
    }

    /** The task that it runs. */
    public String task() {
        return json.path("taskIdentifier").asText("");
    }

    /** The key under which it was triggered; null when there is none. */
    public @Nullable String idempotencyKey() {
        return Json.text(json, "idempotencyKey");
    }

    /** Its tags. */
    public List<String> tags() {
        List<String> tags = new ArrayList<>();
        json.path("tags").forEach(tag -> tags.add(tag.asText()));
        return List.copyOf(tags);
    }

    /** How often it was tried; 0 where that is not told. */
    public int attempts() {
        return json.path("attemptCount").asInt(0);
    }

    /** When it was triggered. */
    public @Nullable Instant createdAt() {
        return Json.time(json, "createdAt");
    }

    /** When it first started; null before. */
    public @Nullable Instant startedAt() {
        return Json.time(json, "startedAt");
    }

    /** When it ended; null before. */
    public @Nullable Instant finishedAt() {
        return Json.time(json, "finishedAt");
    }

    /** When it is to start; null when it is not delayed. */
    public @Nullable Instant delayedUntil() {
        return Json.time(json, "delayedUntil");
    }

    /** How long it computed. */
    public Duration duration() {
        return Duration.ofMillis(json.path("durationMs").asLong(0));
    }

    /** What it cost, in cents of US dollars. */
    public double costInCents() {
        return json.path("costInCents").asDouble(0);
    }

    /** What it was triggered with; a missing node where that is not told. */
    public JsonNode payload() {
        return copy("payload");
    }

    /** What it gave back; a missing node where that is not told. */
    public JsonNode output() {
        return copy("output");
    }

    /** Its metadata; a missing node when it has none. */
    public JsonNode metadata() {
        return copy("metadata");
    }

    /** What its last attempt failed with, in the task's own words; null when it did not fail. May hold what the task was given. */
    public @Nullable String error() {
        return Json.text(json.path("error"), "message");
    }

    private JsonNode copy(String name) {
        JsonNode value = json.path(name);
        return value.isMissingNode() ? MissingNode.getInstance() : value.deepCopy();
    }

    /** Id, task and status: payloads have no place in a log. */
    @Override
    public String toString() {
        return "Run[" + id() + " of " + task() + ", " + statusName() + "]";
    }
}
