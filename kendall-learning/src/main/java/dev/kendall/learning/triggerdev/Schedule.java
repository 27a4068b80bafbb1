package dev.kendall.learning.triggerdev;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A schedule, as Trigger.dev described it when it was asked.
 *
 * @param id its id, which begins with {@code sched_}
 * @param deduplicationKey the key under which it was created; null for one that is declared in a task's code
 * @param cron its expression
 * @param timezone the name of its zone
 * @param externalId the host's id, or null
 * @param isActive whether it runs its task
 * @param nextRun when it runs its task next, or null
 */
public record Schedule(
        String id,
        String task,
        @Nullable String deduplicationKey,
        String cron,
        String timezone,
        @Nullable String externalId,
        boolean isActive,
        @Nullable Instant nextRun) {
    static Schedule from(JsonNode json) {
        return new Schedule(
                json.path("id").asText(),
                json.path("task").asText(),
                Json.text(json, "deduplicationKey"),
                json.path("generator").path("expression").asText(),
                json.path("timezone").asText("UTC"),
                Json.text(json, "externalId"),
                json.path("active").asBoolean(),
                Json.time(json, "nextRun"));
    }
}
