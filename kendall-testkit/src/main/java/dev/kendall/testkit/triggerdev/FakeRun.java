package dev.kendall.testkit.triggerdev;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is at one moment.
 *
 * @param status in Trigger.dev's words, such as {@code QUEUED}
 * @param options those of its trigger
 * @param attempts how often it was tried
 * @param dueAt when it starts, or is tried again
 * @param error what its last attempt failed with, or null
 */
public record FakeRun(
        String id,
        String task,
        String status,
        JsonNode payload,
        JsonNode options,
        List<String> tags,
        int attempts,
        Instant dueAt,
        @Nullable String error) {}
