package dev.kendall.testkit.triggerdev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Batches in one request, and in two. Guarded by the server's lock. */
final class Batches {
    private static final int MOST = 500;
    private static final int MOST_STREAMED = 1_000;

    private final Runs runs;
    private final Map<String, Batch> batches = new LinkedHashMap<>();
    private final Map<String, Batch> byKey = new HashMap<>();
    private int count;

    Batches(Runs runs) {
        this.runs = runs;
    }

    private static final class Batch {
        private final String id;
        private final int runCount;
        private final SortedMap<Integer, ObjectNode> items = new TreeMap<>();
        private boolean isSealed;

        Batch(String id, int runCount) {
            this.id = id;
            this.runCount = runCount;
        }
    }

    /** All items, or none. */
    Answer trigger(ObjectNode body, Instant now) {
        Fields.only(body, Set.of("items"));
        JsonNode items = body.path("items");
        if (!items.isArray() || items.isEmpty()) {
            throw ApiFailure.of(400, "A batch trigger must have at least one item");
        }
        if (items.size() > MOST) {
            throw ApiFailure.of(
                    400,
                    "Batch size of " + items.size() + " is too large. Maximum allowed batch size is " + MOST + ".");
        }
        List<ObjectNode> checked = new ArrayList<>();
        items.forEach(item -> checked.add(item(item, Set.of("task", "payload", "options"))));
        String id = "batch_" + ++count;
        checked.forEach(item -> start(id, item, now));
        return Answer.of(202, Json.object().put("id", id).put("runCount", checked.size()));
    }

    private void start(String batch, ObjectNode item, Instant now) {
        Runs.Triggered triggered =
                runs.trigger(Fields.required(item, "task"), item.path("payload"), options(item), now);
        if (!triggered.isCached()) {
            triggered.run().batch = batch;
        }
    }

    static ObjectNode options(JsonNode item) {
        JsonNode options = item.path("options");
        if (options.isMissingNode()) {
            return Json.object();
        }
        if (options instanceof ObjectNode object) {
            return object;
        }
        throw ApiFailure.invalid("options", "Invalid input: expected object");
    }

    private static ObjectNode item(@Nullable JsonNode item, Set<String> keys) {
        if (!(item instanceof ObjectNode object)) {
            throw ApiFailure.invalid("items", "Invalid input: expected object");
        }
        Fields.only(object, keys);
        Fields.required(object, "task");
        Runs.check(object.path("payload"), options(object));
        return object;
    }

    /** The first phase. */
    Answer create(ObjectNode body) {
        Fields.only(body, Set.of("runCount", "idempotencyKey", "idempotencyKeyOptions", "taskIdentifiers"));
        int runCount = body.path("runCount").asInt(0);
        if (!body.path("runCount").isInt() || runCount < 1) {
            throw ApiFailure.invalid("runCount", "Invalid input: expected a positive number");
        }
        if (runCount > MOST_STREAMED) {
            throw ApiFailure.of(
                    400,
                    "Batch size of " + runCount + " is too large. Maximum allowed batch size is " + MOST_STREAMED
                            + ".");
        }
        String key = Fields.key(body, "idempotencyKey");
        Batch known = key == null ? null : byKey.get(key);
        Batch batch = known == null ? new Batch("batch_" + ++count, runCount) : known;
        batches.put(batch.id, batch);
        ObjectNode answer = Json.object()
                .put("id", batch.id)
                .put("runCount", batch.runCount)
                .put("isCached", known != null);
        if (key != null) {
            byKey.put(key, batch);
            answer.put("idempotencyKey", key);
        }
        return Answer.of(202, answer);
    }

    /** The second phase: an item a line; those of an index that is there already are left out. */
    Answer fill(String id, String lines, Instant now) {
        Batch batch = batches.get(id);
        if (batch == null) {
            throw ApiFailure.notFound("Batch");
        }
        if (batch.isSealed) {
            throw ApiFailure.of(422, "Batch " + id + " is already sealed and cannot accept more items");
        }
        int before = batch.items.size();
        int given = 0;
        for (String line : lines.split("\n", -1)) {
            if (!line.isBlank()) {
                ObjectNode item = item(Json.read(line), Set.of("index", "task", "payload", "options"));
                int index = item.path("index").asInt(-1);
                if (index < 0 || index >= batch.runCount) {
                    throw ApiFailure.invalid("index", "Invalid index " + index);
                }
                batch.items.putIfAbsent(index, item);
                given++;
            }
        }
        batch.isSealed = batch.items.size() == batch.runCount;
        if (batch.isSealed) {
            batch.items.values().forEach(item -> start(id, item, now));
        }
        int accepted = batch.items.size() - before;
        ObjectNode answer = Json.object()
                .put("id", id)
                .put("itemsAccepted", accepted)
                .put("itemsDeduplicated", given - accepted)
                .put("sealed", batch.isSealed);
        if (!batch.isSealed) {
            answer.put("enqueuedCount", batch.items.size()).put("expectedCount", batch.runCount);
        }
        return Answer.ok(answer);
    }
}
