package dev.kendall.learning.triggerdev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A job that Trigger.dev runs for the host, by calling it back.
 *
 * @param id the host's own id of this piece of work, 1 to 255 characters: under one id the work is done once
 * @param name which work it is, 1 to 255 characters: it decides the handler
 * @param payload what the handler needs to know, small: it lies with Trigger.dev and is seen by everyone who sees the run there, so put ids
 *     in it, not what users wrote
 */
public record HandedJob(String id, String name, JsonNode payload) {
    private static final int LONGEST = 255;

    /** Checks the limits, and copies the payload. */
    public HandedJob {
        Limits.filled("job id", id, LONGEST);
        Limits.filled("job name", name, LONGEST);
        payload = payload.deepCopy();
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("jobId", id).put("name", name);
        json.set("payload", payload);
        return json;
    }

    /** Without the payload. */
    @Override
    public String toString() {
        return "HandedJob[" + name + " " + id + "]";
    }
}
