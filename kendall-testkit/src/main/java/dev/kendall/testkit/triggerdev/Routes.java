package dev.kendall.testkit.triggerdev;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which request does what. Guarded by the server's lock. */
final class Routes {
    private static final Set<String> REPLAY = Set.of(
            "payload",
            "payloadType",
            "metadata",
            "tags",
            "queue",
            "concurrencyKey",
            "machine",
            "version",
            "region",
            "delay",
            "ttl",
            "idempotencyKey",
            "idempotencyKeyTTL",
            "maxAttempts",
            "maxDuration",
            "priority");

    private final Runs runs;
    private final Batches batches;
    private final Schedules schedules;
    /** What was answered under a request's key, where a repeat must not be done twice. */
    private final Map<String, Answer> answered = new HashMap<>();

    Routes(Runs runs, Batches batches, Schedules schedules) {
        this.runs = runs;
        this.batches = batches;
        this.schedules = schedules;
    }

    Answer answer(ApiCall call, boolean isOldVersion, Instant now) {
        runs.settle(now);
        if (call.is("POST", "api/v1/tasks/*/trigger")) {
            return once(call, () -> trigger(call, now));
        } else if (call.is("POST", "api/v2/tasks/batch")) {
            return once(call, () -> batches.trigger(call.json(), now));
        } else if (call.is("POST", "api/v3/batches")) {
            return once(call, () -> batches.create(call.json()));
        } else if (call.is("POST", "api/v3/batches/*/items")) {
            return batches.fill(call.part(3), call.body(), now);
        } else if (call.is("POST", "api/v1/idempotencyKeys/*/reset")) {
            ObjectNode body = call.json();
            Fields.only(body, Set.of("taskIdentifier"));
            runs.resetKey(Fields.required(body, "taskIdentifier"), call.part(3));
            return Answer.ok(Json.object().put("id", call.part(3)));
        } else if (call.path().size() > 2 && call.part(2).equals("runs")) {
            return run(call, isOldVersion, now);
        } else if (call.path().size() > 2 && call.part(2).equals("schedules")) {
            return schedule(call);
        }
        throw ApiFailure.notFound("Route");
    }

    private interface Work {
        Answer done();
    }

    private Answer once(ApiCall call, Work work) {
        if (call.requestKey().isEmpty()) {
            return work.done();
        }
        String key = call.requestKey() + " " + call.request().path();
        Answer known = answered.get(key);
        if (known == null) {
            known = work.done();
            answered.put(key, known);
        }
        return known;
    }

    private Answer trigger(ApiCall call, Instant now) {
        ObjectNode body = call.json();
        Fields.only(body, Set.of("payload", "context", "options"));
        Runs.Triggered triggered = runs.trigger(call.part(3), body.path("payload"), Batches.options(body), now);
        return Answer.ok(Json.object().put("id", triggered.run().id).put("isCached", triggered.isCached()));
    }

    private Answer run(ApiCall call, boolean isOldVersion, Instant now) {
        if (call.is("GET", "api/v1/runs")) {
            return Answer.ok(runs.list(call.parameters(), isOldVersion, now));
        } else if (call.is("GET", "api/v3/runs/*")) {
            return Answer.ok(runs.get(call.part(3)).retrieved(isOldVersion));
        } else if (call.is("POST", "api/v2/runs/*/cancel")) {
            runs.cancel(call.part(3), now);
            return Answer.ok(Json.object().put("id", call.part(3)));
        } else if (call.is("POST", "api/v1/runs/*/replay")) {
            return Answer.ok(Json.object().put("id", replay(call, now).id));
        } else if (call.is("POST", "api/v1/runs/*/reschedule")) {
            ObjectNode body = call.json();
            Fields.only(body, Set.of("delay"));
            Fields.required(body, "delay");
            Instant at = Fields.time(body, "delay", now);
            runs.reschedule(call.part(3), at == null ? now : at, now);
            return Answer.ok(runs.get(call.part(3)).retrieved(isOldVersion));
        } else if (call.is("POST", "api/v1/runs/*/tags")) {
            ObjectNode body = call.json();
            Fields.only(body, Set.of("tags"));
            runs.addTags(call.part(3), Fields.tags(body), now);
            return Answer.ok(Json.object().put("message", "Successfully set tags."));
        }
        throw ApiFailure.notFound("Route");
    }

    private StoredRun replay(ApiCall call, Instant now) {
        StoredRun run = runs.get(call.part(3));
        ObjectNode body = call.json();
        Fields.only(body, REPLAY);
        ObjectNode options = run.options.deepCopy();
        options.remove(new HashSet<>(Set.of("idempotencyKey", "idempotencyKeyTTL", "delay", "debounce")));
        body.properties().forEach(field -> {
            if (field.getKey().equals("queue")) {
                options.putObject("queue").set("name", field.getValue());
            } else if (!field.getKey().equals("payload")) {
                options.set(field.getKey(), field.getValue());
            }
        });
        return runs.trigger(run.task, body.has("payload") ? body.get("payload") : run.payload, options, now)
                .run();
    }

    private Answer schedule(ApiCall call) {
        if (call.is("POST", "api/v1/schedules")) {
            return Answer.ok(schedules.create(call.json()));
        } else if (call.is("GET", "api/v1/schedules")) {
            return Answer.ok(schedules.list(call.parameters()));
        } else if (call.is("GET", "api/v1/schedules/*")) {
            return Answer.ok(schedules.get(call.part(3)));
        } else if (call.is("PUT", "api/v1/schedules/*")) {
            return Answer.ok(schedules.update(call.part(3), call.json()));
        } else if (call.is("DELETE", "api/v1/schedules/*")) {
            return Answer.ok(schedules.delete(call.part(3)));
        } else if (call.is("POST", "api/v1/schedules/*/activate")) {
            return Answer.ok(schedules.activated(call.part(3), true));
        } else if (call.is("POST", "api/v1/schedules/*/deactivate")) {
            return Answer.ok(schedules.activated(call.part(3), false));
        }
        throw ApiFailure.notFound("Route");
    }
}
