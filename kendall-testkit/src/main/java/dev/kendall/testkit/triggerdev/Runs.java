package dev.kendall.testkit.triggerdev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The runs of the fake, and the tasks that are deployed. Guarded by the server's lock. */
final class Runs {
    private static final int LARGEST_PAYLOAD = 3 * 1024 * 1024;
    private static final Duration LONGEST_TTL = Duration.ofDays(30);
    private static final int DEFAULT_ATTEMPTS = 3;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final int DEFAULT_PAGE = 25;

    private final Map<String, FakeTask> tasks = new HashMap<>();
    private final Map<String, StoredRun> runs = new LinkedHashMap<>();
    private final Map<List<String>, Key> keys = new HashMap<>();

    private record Key(StoredRun run, Instant until) {}

    /** A run, and whether it was there before. */
    record Triggered(StoredRun run, boolean isCached) {}

    /** A run that is about to be tried. */
    record Attempt(StoredRun run, FakeTask task, FakeRun seen) {}

    void deploy(String id, FakeTask task) {
        tasks.put(id, task);
    }

    /** @throws ApiFailure when it is not as it must be; then nothing has changed */
    static void check(JsonNode payload, JsonNode options) {
        if (payload.toString().getBytes(StandardCharsets.UTF_8).length > LARGEST_PAYLOAD) {
            throw ApiFailure.of(413, "Request body too large");
        }
        Fields.checkOptions(options);
    }

    Triggered trigger(String task, JsonNode given, ObjectNode options, Instant now) {
        check(given, options);
        JsonNode payload = unpacked(given, options);
        String key = options.path("idempotencyKey").textValue();
        Optional<StoredRun> cached = key == null ? Optional.empty() : cached(List.of(task, key), now);
        if (cached.isPresent()) {
            return new Triggered(cached.get(), true);
        }
        Optional<StoredRun> waiting = debounced(task, options, now);
        if (waiting.isPresent()) {
            delayFurther(waiting.get(), payload, options, now);
            return new Triggered(waiting.get(), true);
        }
        int number = runs.size() + 1;
        StoredRun run = new StoredRun("run_" + number, number, task, payload, options, now);
        Instant at = Fields.time(options, "delay", now);
        Duration quiet = Fields.duration(options.path("debounce"), "delay", Duration.ZERO, null);
        if (quiet != null) {
            at = now.plus(quiet);
        }
        if (at != null && at.isAfter(now)) {
            run.status = "DELAYED";
            run.isDelayed = true;
            run.dueAt = at;
        } else if (!tasks.containsKey(task)) {
            run.status = "PENDING_VERSION";
        }
        runs.put(run.id, run);
        if (key != null) {
            Duration ttl = Fields.duration(options, "idempotencyKeyTTL", Duration.ZERO, LONGEST_TTL);
            keys.put(List.of(task, key), new Key(run, now.plus(ttl == null ? LONGEST_TTL : ttl)));
        }
        return new Triggered(run, false);
    }

    /** SDKs wrap the payload into a text, with what JSON has no types for beside it. */
    private static JsonNode unpacked(JsonNode payload, ObjectNode options) {
        if (!options.path("payloadType").asText().equals("application/super+json") || !payload.isTextual()) {
            return payload;
        }
        JsonNode packed = Json.read(payload.textValue());
        return packed == null ? payload : packed.path("json");
    }

    /** A key counts until its time is over, and while its run has not failed. */
    private Optional<StoredRun> cached(List<String> key, Instant now) {
        Key known = keys.get(key);
        if (known == null || !now.isBefore(known.until())) {
            return Optional.empty();
        }
        boolean isFailed = known.run().isFinal() && !known.run().status.equals("COMPLETED");
        return isFailed ? Optional.empty() : Optional.of(known.run());
    }

    private Optional<StoredRun> debounced(String task, ObjectNode options, Instant now) {
        String key = options.path("debounce").path("key").textValue();
        if (key == null) {
            return Optional.empty();
        }
        settle(now);
        return runs.values().stream()
                .filter(run -> run.task.equals(task)
                        && run.status.equals("DELAYED")
                        && key.equals(run.options.path("debounce").path("key").textValue()))
                .findFirst();
    }

    private static void delayFurther(StoredRun run, JsonNode payload, ObjectNode options, Instant now) {
        JsonNode debounce = options.path("debounce");
        Duration quiet = Fields.duration(debounce, "delay", Duration.ZERO, null);
        Duration longest = Fields.duration(debounce, "maxDelay", Duration.ZERO, null);
        Instant at = now.plus(quiet == null ? Duration.ZERO : quiet);
        Instant last = longest == null ? at : run.createdAt.plus(longest);
        run.dueAt = at.isAfter(last) ? last : at;
        run.updatedAt = now;
        if (debounce.path("mode").asText("leading").equals("trailing")) {
            run.payload = payload;
        }
    }

    void resetKey(String task, String key) {
        if (keys.remove(List.of(task, key)) == null) {
            throw ApiFailure.of(404, "No runs found with idempotency key: " + key + " and task: " + task);
        }
    }

    StoredRun get(String id) {
        StoredRun run = runs.get(id);
        if (run == null) {
            throw ApiFailure.notFound("Run");
        }
        return run;
    }

    List<FakeRun> all() {
        return runs.values().stream().map(StoredRun::snapshot).toList();
    }

    /** What has come to its time by now is so. */
    void settle(Instant now) {
        for (StoredRun run : runs.values()) {
            Instant expiry = run.expiresAt();
            if (run.status.equals("DELAYED") && !now.isBefore(run.dueAt)) {
                run.status = "QUEUED";
                run.updatedAt = now;
            }
            if (run.status.equals("PENDING_VERSION") && tasks.containsKey(run.task)) {
                run.status = "QUEUED";
            }
            if (run.status.equals("QUEUED") && run.attempts == 0 && expiry != null && !now.isBefore(expiry)) {
                run.end("EXPIRED", now);
            }
            if (run.status.equals("QUEUED") && !tasks.containsKey(run.task)) {
                run.status = "PENDING_VERSION";
            }
        }
    }

    void cancel(String id, Instant now) {
        StoredRun run = get(id);
        if (!run.isFinal()) {
            run.end("CANCELED", now);
        }
    }

    void reschedule(String id, Instant at, Instant now) {
        settle(now);
        StoredRun run = get(id);
        if (!run.status.equals("DELAYED")) {
            throw ApiFailure.of(422, "Cannot reschedule a run that is not delayed");
        }
        run.dueAt = at;
        run.updatedAt = now;
    }

    void addTags(String id, List<String> tags, Instant now) {
        StoredRun run = get(id);
        List<String> fresh =
                tags.stream().filter(tag -> !run.tags.contains(tag)).toList();
        if (run.tags.size() + fresh.size() > 10) {
            throw ApiFailure.of(
                    422, "Runs can only have 10 tags, you're trying to set " + (run.tags.size() + fresh.size()));
        }
        run.tags.addAll(fresh);
        run.updatedAt = now;
    }

    /** The next run that is due, as one that is being tried; empty when there is none. */
    Optional<Attempt> next(Instant now) {
        settle(now);
        Optional<StoredRun> next = runs.values().stream()
                .filter(run -> run.status.equals("QUEUED") && !now.isBefore(run.dueAt))
                .min(Comparator.comparing(StoredRun::turn).thenComparing(run -> run.number));
        next.ifPresent(run -> {
            run.status = "EXECUTING";
            run.attempts++;
            run.updatedAt = now;
            if (run.startedAt == null) {
                run.startedAt = now;
            }
        });
        return next.map(run -> new Attempt(run, task(run.task), run.snapshot()));
    }

    private FakeTask task(String id) {
        FakeTask task = tasks.get(id);
        if (task == null) {
            throw new IllegalStateException("The task " + id + " is not deployed.");
        }
        return task;
    }

    void succeeded(StoredRun run, JsonNode output, Instant now) {
        if (!run.isFinal()) {
            run.output = output;
            run.error = null;
            run.end("COMPLETED", now);
        }
    }

    /** Whether it has failed for good. */
    boolean failed(StoredRun run, Exception cause, Instant now) {
        if (run.isFinal()) {
            return false;
        }
        run.error = String.valueOf(cause.getMessage());
        int most = run.options.path("maxAttempts").asInt(DEFAULT_ATTEMPTS);
        if (cause instanceof FakeTaskAborted || run.attempts >= most) {
            run.end("FAILED", now);
            return true;
        }
        Duration wait = Duration.ofSeconds(1L << Math.min(run.attempts - 1, 6));
        run.dueAt = now.plus(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
        run.status = "QUEUED";
        run.updatedAt = now;
        return false;
    }

    /** A page of them, newest first. */
    ObjectNode list(Map<String, String> parameters, boolean isOldVersion, Instant now) {
        settle(now);
        int size = Integer.parseInt(parameters.getOrDefault("page[size]", String.valueOf(DEFAULT_PAGE)));
        if (size < 1 || size > 100) {
            throw ApiFailure.of(400, "Query Error: page[size] is between 10 and 100");
        }
        List<StoredRun> found = new ArrayList<>(runs.values());
        found.removeIf(filter(parameters).negate());
        found.sort(Comparator.comparing((StoredRun run) -> run.number).reversed());
        String after = parameters.get("page[after]");
        if (after != null) {
            int number = get(after).number;
            found.removeIf(run -> run.number >= number);
        }
        ObjectNode page = Json.object();
        ArrayNode data = page.putArray("data");
        found.stream().limit(size).forEach(run -> data.add(run.listed(isOldVersion)));
        ObjectNode pagination = page.putObject("pagination");
        if (found.size() > size) {
            pagination.put("next", found.get(size - 1).id);
        }
        return page;
    }

    private static Predicate<StoredRun> filter(Map<String, String> parameters) {
        Predicate<StoredRun> filter = run -> true;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            String value = parameter.getValue();
            Set<String> values = Set.copyOf(Arrays.asList(value.split(",", -1)));
            Predicate<StoredRun> one = switch (parameter.getKey()) {
                case "page[size]", "page[after]" -> run -> true;
                case "filter[status]" -> run -> values.contains(run.status);
                case "filter[taskIdentifier]" -> run -> values.contains(run.task);
                case "filter[tag]" -> run -> run.tags.stream().anyMatch(values::contains);
                case "filter[batch]" -> run -> value.equals(run.batch);
                case "filter[schedule]" -> run -> value.equals(run.schedule);
                case "filter[createdAt][from]" -> run -> run.createdAt.toEpochMilli() >= Long.parseLong(value);
                case "filter[createdAt][to]" -> run -> run.createdAt.toEpochMilli() <= Long.parseLong(value);
                default -> throw ApiFailure.of(400, "Query Error: unknown parameter " + parameter.getKey());
            };
            filter = filter.and(one);
        }
        return filter;
    }
}
