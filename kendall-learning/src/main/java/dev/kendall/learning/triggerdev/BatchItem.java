package dev.kendall.learning.triggerdev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;

/**
 * One trigger of a batch.
 *
 * @param task the id of a deployed task
 * @param payload any JSON of at most 3 MB
 */
public record BatchItem(String task, JsonNode payload, TriggerOptions options) {
    /** Checks the limits, and copies the payload. */
    public BatchItem {
        Limits.name("task", task);
        Limits.payload(task, payload);
        payload = payload.deepCopy();
        Objects.requireNonNull(options, "options");
    }

    /** With everything as the deployed task says. */
    public static BatchItem of(String task, JsonNode payload) {
        return new BatchItem(task, payload, TriggerOptions.none());
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("task", task);
        json.set("payload", payload);
        json.set("options", options.json());
        return json;
    }
}
