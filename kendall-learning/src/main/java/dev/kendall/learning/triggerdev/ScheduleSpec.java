package dev.kendall.learning.triggerdev;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * When a task is run, again and again.
 *
 * @param task the id of a deployed task, which must be a scheduled one there
 * @param cron five fields: minute, hour, day of month, month, day of week; {@code L} is the last
 * @param zone the zone that the fields are meant in, with its daylight saving
 * @param externalId an id of the host's that each run is given, or null
 */
public record ScheduleSpec(
        String task, String cron, ZoneId zone, @Nullable String externalId) {
    /** Checks that the expression has five fields; what stands in them Trigger.dev checks. */
    public ScheduleSpec {
        Limits.name("task", task);
        cron = Limits.name("cron expression", cron).strip();
        int fields = cron.split("\\s+").length;
        if (fields != 5) {
            throw new IllegalArgumentException("the cron expression '" + cron + "' has " + fields
                    + " fields; Trigger.dev takes five: minute, hour, day of month, month, day of week");
        }
        if (externalId != null) {
            Limits.name("external id", externalId);
        }
    }

    /** In UTC. */
    public static ScheduleSpec of(String task, String cron) {
        return new ScheduleSpec(task, cron, ZoneOffset.UTC, null);
    }

    /** The same in this zone. */
    public ScheduleSpec in(ZoneId zone) {
        return new ScheduleSpec(task, cron, zone, externalId);
    }

    /** The same with this id of the host's. */
    public ScheduleSpec withExternalId(String externalId) {
        return new ScheduleSpec(task, cron, zone, externalId);
    }

    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("task", task)
                .put("cron", cron)
                .put("timezone", zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId());
        if (externalId != null) {
            json.put("externalId", externalId);
        }
        return json;
    }
}
