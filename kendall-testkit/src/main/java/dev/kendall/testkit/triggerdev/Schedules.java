package dev.kendall.testkit.triggerdev;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The schedules of the fake. It reckons no times: a test says when one is due. Guarded by the server's lock. */
final class Schedules {
    private static final Set<String> SPEC = Set.of("task", "cron", "externalId", "timezone");
    private static final Set<String> NEW = Set.of("task", "cron", "externalId", "timezone", "deduplicationKey");

    private final Runs runs;
    private final Map<String, ObjectNode> schedules = new LinkedHashMap<>();
    private int count;

    Schedules(Runs runs) {
        this.runs = runs;
    }

    /** Creates it, or changes the one of its key. */
    ObjectNode create(ObjectNode body) {
        Fields.only(body, NEW);
        String key = Fields.required(body, "deduplicationKey");
        ObjectNode known = schedules.values().stream()
                .filter(schedule -> schedule.path("deduplicationKey").asText().equals(key))
                .findFirst()
                .orElse(null);
        if (known != null) {
            return described(known, body);
        }
        ObjectNode schedule = described(Json.object().put("id", "sched_" + (count + 1)), body)
                .put("type", "IMPERATIVE")
                .put("active", true)
                .put("deduplicationKey", key);
        schedule.putArray("environments").addObject().put("id", "env_1").put("type", "PRODUCTION");
        count++;
        schedules.put(schedule.path("id").asText(), schedule);
        return schedule;
    }

    private static ObjectNode described(ObjectNode schedule, ObjectNode body) {
        String task = Fields.required(body, "task");
        String cron = Fields.required(body, "cron");
        if (cron.trim().split("\\s+").length != 5) {
            throw ApiFailure.of(422, "Invalid CRON expression: " + cron);
        }
        String zone = Fields.text(body, "timezone");
        try {
            ZoneId.of(zone == null ? "UTC" : zone);
        } catch (DateTimeException e) {
            throw ApiFailure.of(422, "Invalid IANA timezone: " + zone);
        }
        String externalId = Fields.text(body, "externalId");
        schedule.put("task", task).put("timezone", zone == null ? "UTC" : zone);
        if (externalId == null) {
            schedule.putNull("externalId");
        } else {
            schedule.put("externalId", externalId);
        }
        schedule.putObject("generator")
                .put("type", "CRON")
                .put("expression", cron)
                .put("description", "as " + cron + " says");
        return schedule;
    }

    ObjectNode get(String id) {
        ObjectNode schedule = schedules.get(id);
        if (schedule == null) {
            throw ApiFailure.notFound("Schedule");
        }
        return schedule;
    }

    ObjectNode update(String id, ObjectNode body) {
        Fields.only(body, SPEC);
        return described(get(id), body);
    }

    ObjectNode delete(String id) {
        get(id);
        schedules.remove(id);
        return Json.object().put("id", id);
    }

    ObjectNode activated(String id, boolean isActive) {
        return get(id).put("active", isActive);
    }

    ObjectNode list(Map<String, String> parameters) {
        int page = Integer.parseInt(parameters.getOrDefault("page", "1"));
        int size = Integer.parseInt(parameters.getOrDefault("perPage", "50"));
        List<ObjectNode> all = List.copyOf(schedules.values());
        ObjectNode answer = Json.object();
        ArrayNode data = answer.putArray("data");
        all.stream().skip((page - 1L) * size).limit(size).forEach(data::add);
        answer.putObject("pagination")
                .put("currentPage", page)
                .put("totalPages", Math.max(1, (all.size() + size - 1) / size))
                .put("count", all.size());
        return answer;
    }

    /** The run that it makes when its time has come. */
    StoredRun fire(String id, Instant now) {
        ObjectNode schedule = get(id);
        if (!schedule.path("active").asBoolean()) {
            throw new IllegalStateException("The schedule " + id + " is not active.");
        }
        ObjectNode payload = Json.object()
                .put("scheduleId", id)
                .put("type", "IMPERATIVE")
                .put("timestamp", Json.text(now))
                .put("timezone", schedule.path("timezone").asText());
        if (schedule.path("externalId").isTextual()) {
            payload.put("externalId", schedule.path("externalId").asText());
        }
        payload.putArray("upcoming");
        StoredRun run = runs.trigger(schedule.path("task").asText(), payload, Json.object(), now)
                .run();
        run.schedule = id;
        return run;
    }
}
