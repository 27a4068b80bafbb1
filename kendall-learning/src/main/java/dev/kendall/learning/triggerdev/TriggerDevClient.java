package dev.kendall.learning.triggerdev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kendall.failure.Cancelled;
import dev.kendall.failure.NotFound;
import dev.kendall.failure.ServiceRefused;
import dev.kendall.failure.ServiceUnavailable;
import dev.kendall.id.IdGenerator;
import dev.kendall.id.UuidV7;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Trigger.dev's REST API for one environment, which is the key's. Thread-safe; blocks; has nothing to close.
 *
 * <pre>{@code
 * TriggerDevClient client = TriggerDevClient.builder(() -> System.getenv("TRIGGER_SECRET_KEY")).build();
 * TriggeredRun run = client.trigger("kendall-job", payload, TriggerOptions.builder()
 *         .idempotencyKey("learn-u42-web7")
 *         .concurrencyKey("u42")
 *         .build());
 * }</pre>
 *
 * <p>What Trigger.dev would refuse for its size is refused here before anything is sent, as an {@link IllegalArgumentException} that says
 * what to do. A call that may succeed later is repeated as {@link RetryPolicy} says, under one key, so that a repeated trigger is one run.
 * What is left is {@link NotFound}, {@link ServiceRefused}, {@link ServiceUnavailable}, or {@link Cancelled} when the thread was
 * interrupted. No message holds the key or a payload.
 */
public final class TriggerDevClient {
    private final Requests requests;
    private final TriggerDevRuns runs;
    private final TriggerDevSchedules schedules;

    private TriggerDevClient(Requests requests) {
        this.requests = requests;
        this.runs = new TriggerDevRuns(requests);
        this.schedules = new TriggerDevSchedules(requests);
    }

    /**
     * Builds a client.
     *
     * @param secretKey gives the environment's secret key, each time one is needed, so that it can be changed while the process runs; it is
     *     kept nowhere
     */
    public static Builder builder(Supplier<String> secretKey) {
        return new Builder(secretKey);
    }

    /** The runs. */
    public TriggerDevRuns runs() {
        return runs;
    }

    /** The schedules. */
    public TriggerDevSchedules schedules() {
        return schedules;
    }

    /**
     * Asks for a run of a task.
     *
     * @param task the id of a deployed task
     * @param payload any JSON of at most 3 MB
     */
    public TriggeredRun trigger(String task, JsonNode payload, TriggerOptions options) {
        String path = "/api/v1/tasks/" + Call.encoded(Limits.name("task", task)) + "/trigger";
        Limits.payload(task, payload);
        ObjectNode body = Json.object();
        body.set("payload", payload);
        body.set("options", options.json());
        JsonNode answer = requests.send(Call.post(path, body, "trigger the task '" + task + "'"));
        return new TriggeredRun(
                answer.path("id").asText(), answer.path("isCached").asBoolean());
    }

    /**
     * Asks for several runs in one request, of any tasks.
     *
     * @param items 1 to 500
     */
    public TriggeredBatch batchTrigger(List<BatchItem> items) {
        Limits.batch(items.size(), Limits.BATCH, "cut it into several, or use streamBatch");
        ObjectNode body = Json.object();
        ArrayNode array = body.putArray("items");
        items.forEach(item -> array.add(item.json()));
        JsonNode answer = requests.send(Call.post("/api/v2/tasks/batch", body, "trigger a batch"));
        return new TriggeredBatch(
                answer.path("id").asText(), answer.path("runCount").asInt(items.size()), false);
    }

    /**
     * Asks for several runs in two requests: the batch is announced under its key, then its items follow, one a line. When it fails between
     * the two, the same call goes on where it stopped: items that were taken already are not taken twice.
     *
     * @param items 1 to 1,000; the same in the same order when the call is repeated
     * @param idempotencyKey 1 to 2,048 characters, the batch's own
     */
    public TriggeredBatch streamBatch(List<BatchItem> items, String idempotencyKey) {
        Limits.batch(items.size(), Limits.STREAMED_BATCH, "cut it into several");
        Limits.key("idempotency key", idempotencyKey, Limits.IDEMPOTENCY_KEY);
        ObjectNode body = Json.object().put("runCount", items.size()).put("idempotencyKey", idempotencyKey);
        JsonNode created = requests.send(Call.post("/api/v3/batches", body, "create a batch"));
        String id = created.path("id").asText();
        try {
            requests.send(lines(id, items), answer -> answer.path("sealed").asBoolean());
        } catch (ServiceRefused e) {
            // A batch that has all of its items takes no more, not even the same: then an earlier call got through.
            if (!String.valueOf(e.getMessage()).contains("already sealed")) {
                throw e;
            }
        }
        return new TriggeredBatch(
                id,
                created.path("runCount").asInt(items.size()),
                created.path("isCached").asBoolean());
    }

    private static Call lines(String batch, List<BatchItem> items) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            lines.append(Json.write(items.get(i).json().put("index", i))).append('\n');
        }
        return new Call(
                "POST",
                "/api/v3/batches/" + Call.id("batch id", batch) + "/items",
                lines.toString(),
                Call.NDJSON,
                "fill the batch " + batch);
    }

    /** Forgets an idempotency key of a task: the next trigger under it is a new run. */
    public void resetIdempotencyKey(String task, String idempotencyKey) {
        String path = "/api/v1/idempotencyKeys/" + Call.id("idempotency key", idempotencyKey) + "/reset";
        ObjectNode body = Json.object().put("taskIdentifier", Limits.name("task", task));
        requests.send(Call.post(path, body, "reset an idempotency key of the task '" + task + "'"));
    }

    /** Builds a {@link TriggerDevClient}. Not thread-safe. */
    public static final class Builder {
        private final Supplier<String> secretKey;
        private URI endpoint = URI.create("https://api.trigger.dev");
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration requestTimeout = Duration.ofSeconds(30);
        private RetryPolicy retries = RetryPolicy.defaults();
        private InstantSource clock = InstantSource.system();
        private Pacer pacer = Pacer.SYSTEM;

        private Builder(Supplier<String> secretKey) {
            this.secretKey = Objects.requireNonNull(secretKey, "secretKey");
        }

        /**
         * Where the API is, with or without a slash at the end. Default: {@code https://api.trigger.dev}. Over plain HTTP the key can be
         * read on the way.
         */
        public Builder endpoint(URI endpoint) {
            if (endpoint.getHost() == null || endpoint.getQuery() != null || endpoint.getFragment() != null) {
                throw new IllegalArgumentException(
                        "the endpoint is an address such as https://api.trigger.dev, not '" + endpoint + "'");
            }
            this.endpoint = URI.create(endpoint.toString().replaceAll("/+$", ""));
            return this;
        }

        /** How long a connection may take to be made, 1 millisecond or longer. Default: 10 seconds. */
        public Builder connectTimeout(Duration timeout) {
            this.connectTimeout = Limits.atLeast("connect timeout", timeout, Duration.ofMillis(1));
            return this;
        }

        /** How long one request may take, 1 millisecond or longer. Default: 30 seconds. */
        public Builder requestTimeout(Duration timeout) {
            this.requestTimeout = Limits.atLeast("request timeout", timeout, Duration.ofMillis(1));
            return this;
        }

        /** How a call is repeated. Default: {@link RetryPolicy#defaults}. */
        public Builder retries(RetryPolicy retries) {
            this.retries = Objects.requireNonNull(retries, "retries");
            return this;
        }

        /** The time that the server's moments are compared with. Default: the system's. */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        Builder pacer(Pacer pacer) {
            this.pacer = pacer;
            return this;
        }

        /** The client. */
        public TriggerDevClient build() {
            IdGenerator ids = UuidV7.secure(clock);
            return new TriggerDevClient(new Requests(
                    new Settings(secretKey, endpoint, connectTimeout, requestTimeout, retries, clock, ids, pacer)));
        }
    }
}
