package dev.kendall.learning.triggerdev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kendall.failure.KendallException;
import dev.kendall.failure.NotFound;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The runs of one environment. Thread-safe.
 *
 * <p>Every method may throw a {@link KendallException}: {@link NotFound} when there is no such run.
 */
public final class TriggerDevRuns {
    private static final String PATH = "/api/v1/runs";

    private final Requests requests;

    TriggerDevRuns(Requests requests) {
        this.requests = requests;
    }

    /** The run as it is now. */
    public Run get(String runId) {
        return Run.from(requests.send(Call.get("/api/v3/runs/" + id(runId), "read the run " + runId)));
    }

    /** The run as it is now; empty when there is none. */
    public Optional<Run> find(String runId) {
        try {
            return Optional.of(get(runId));
        } catch (NotFound e) {
            return Optional.empty();
        }
    }

    /** A page of runs, newest first. */
    public RunPage list(RunQuery query) {
        JsonNode answer = requests.send(Call.get(PATH + "?" + query.parameters(), "list runs"));
        List<Run> runs = new ArrayList<>();
        answer.path("data").forEach(run -> runs.add(Run.from(run)));
        return new RunPage(runs, Json.text(answer.path("pagination"), "next"));
    }

    /** Ends a run that has not ended; one that has stays as it is. An attempt that runs is told, and may have had its effect. */
    public void cancel(String runId) {
        requests.send(Call.post("/api/v2/runs/" + id(runId) + "/cancel", "cancel the run " + runId));
    }

    /** Runs the same once more, as a new run with its payload. */
    public TriggeredRun replay(String runId) {
        return replay(runId, TriggerOptions.none());
    }

    /**
     * Runs the same once more, as a new run with its payload and other options. Without an idempotency key of the caller's it has one of
     * its own, so that a repeated call is one replay.
     *
     * @throws IllegalArgumentException when the options have a debounce, which a replay cannot
     */
    public TriggeredRun replay(String runId, TriggerOptions options) {
        ObjectNode body = options.replayJson();
        if (options.idempotencyKey() == null) {
            body.put("idempotencyKey", requests.newKey());
        }
        JsonNode answer = requests.send(Call.post(PATH + "/" + id(runId) + "/replay", body, "replay the run " + runId));
        return new TriggeredRun(answer.path("id").asText(), false);
    }

    /** Moves the start of a delayed run: so much later than now. */
    public Run reschedule(String runId, Duration delay) {
        return reschedule(runId, Limits.seconds(Limits.atLeast("delay", delay, Duration.ZERO)));
    }

    /** Moves the start of a delayed run. */
    public Run reschedule(String runId, Instant time) {
        return reschedule(runId, time.truncatedTo(ChronoUnit.MILLIS).toString());
    }

    private Run reschedule(String runId, String delay) {
        ObjectNode body = Json.object().put("delay", delay);
        return Run.from(
                requests.send(Call.post(PATH + "/" + id(runId) + "/reschedule", body, "reschedule the run " + runId)));
    }

    /** Adds tags; a run has at most 10 of 1 to 128 characters, with those that it has. Those that it has already stay once. */
    public void addTags(String runId, Collection<String> tags) {
        List<String> checked = Limits.tags(tags);
        if (checked.isEmpty()) {
            return;
        }
        ObjectNode body = Json.object();
        ArrayNode array = body.putArray("tags");
        checked.forEach(array::add);
        requests.send(Call.post(PATH + "/" + id(runId) + "/tags", body, "add tags to the run " + runId));
    }

    private static String id(String runId) {
        return Call.id("run id", runId);
    }
}
