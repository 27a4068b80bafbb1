package dev.kendall.learning.triggerdev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a run is to be queued. What is not set is as the deployed task says. Immutable; a builder is not thread-safe. */
public final class TriggerOptions {
    private static final TriggerOptions NONE = builder().build();

    private final @Nullable String queue;
    private final @Nullable String concurrencyKey;
    private final @Nullable String idempotencyKey;
    private final @Nullable Duration idempotencyKeyTtl;
    private final @Nullable String delay;
    private final @Nullable Duration ttl;
    private final @Nullable Debounce debounce;
    private final @Nullable Integer maxAttempts;
    private final @Nullable Duration maxDuration;
    private final @Nullable Duration priority;
    private final @Nullable Machine machine;
    private final List<String> tags;
    private final @Nullable JsonNode metadata;

    private TriggerOptions(Builder builder) {
        this.queue = builder.queue;
        this.concurrencyKey = builder.concurrencyKey;
        this.idempotencyKey = builder.idempotencyKey;
        this.idempotencyKeyTtl = builder.idempotencyKeyTtl;
        this.delay = builder.delay;
        this.ttl = builder.ttl;
        this.debounce = builder.debounce;
        this.maxAttempts = builder.maxAttempts;
        this.maxDuration = builder.maxDuration;
        this.priority = builder.priority;
        this.machine = builder.machine;
        this.tags = builder.tags;
        this.metadata = builder.metadata;
    }

    /** Everything as the deployed task says. */
    public static TriggerOptions none() {
        return NONE;
    }

    /** Nothing set yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** These options, to be changed. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.queue = queue;
        builder.concurrencyKey = concurrencyKey;
        builder.idempotencyKey = idempotencyKey;
        builder.idempotencyKeyTtl = idempotencyKeyTtl;
        builder.delay = delay;
        builder.ttl = ttl;
        builder.debounce = debounce;
        builder.maxAttempts = maxAttempts;
        builder.maxDuration = maxDuration;
        builder.priority = priority;
        builder.machine = machine;
        builder.tags = tags;
        builder.metadata = metadata;
        return builder;
    }

    /** The key under which a second trigger is the first one's run; null when there is none. */
    public @Nullable String idempotencyKey() {
        return idempotencyKey;
    }

    /** As the endpoints for triggers take them. */
    ObjectNode json() {
        ObjectNode json = common();
        if (queue != null) {
            json.putObject("queue").put("name", queue);
        }
        if (debounce != null) {
            json.set("debounce", debounce.json());
        }
        return json;
    }

    /** As the endpoint for replays takes them, where the queue is a text. */
    ObjectNode replayJson() {
        if (debounce != null) {
            throw new IllegalArgumentException(
                    "a replay cannot be debounced; leave the debounce out, or trigger the task anew");
        }
        ObjectNode json = common();
        if (queue != null) {
            json.put("queue", queue);
        }
        return json;
    }

    private ObjectNode common() {
        ObjectNode json = Json.object();
        put(json, "concurrencyKey", concurrencyKey);
        put(json, "idempotencyKey", idempotencyKey);
        put(json, "idempotencyKeyTTL", idempotencyKeyTtl == null ? null : Limits.seconds(idempotencyKeyTtl));
        put(json, "delay", delay);
        put(json, "ttl", ttl == null ? null : Limits.seconds(ttl));
        put(json, "machine", machine == null ? null : machine.preset());
        if (maxAttempts != null) {
            json.put("maxAttempts", maxAttempts);
        }
        if (maxDuration != null) {
            json.put("maxDuration", Limits.wholeSeconds(maxDuration));
        }
        if (priority != null) {
            json.put("priority", Limits.wholeSeconds(priority));
        }
        if (!tags.isEmpty()) {
            ArrayNode array = json.putArray("tags");
            tags.forEach(array::add);
        }
        if (metadata != null) {
            json.set("metadata", metadata);
        }
        return json;
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    /** Builds {@link TriggerOptions}. A setter fails at once with a sentence. */
    public static final class Builder {
        private @Nullable String queue;
        private @Nullable String concurrencyKey;
        private @Nullable String idempotencyKey;
        private @Nullable Duration idempotencyKeyTtl;
        private @Nullable String delay;
        private @Nullable Duration ttl;
        private @Nullable Debounce debounce;
        private @Nullable Integer maxAttempts;
        private @Nullable Duration maxDuration;
        private @Nullable Duration priority;
        private @Nullable Machine machine;
        private List<String> tags = List.of();
        private @Nullable JsonNode metadata;

        private Builder() {}

        /** The name of a queue that is declared there. */
        public Builder queue(String queue) {
            this.queue = Limits.name("queue", queue);
            return this;
        }

        /** Runs of one key share one copy of the queue with its limit: one user's id makes a queue for each user. */
        public Builder concurrencyKey(String concurrencyKey) {
            this.concurrencyKey = Limits.name("concurrency key", concurrencyKey);
            return this;
        }

        /**
         * A second trigger of the task under this key gives the first one's run, until {@link #idempotencyKeyTtl} has passed or the run
         * failed.
         *
         * @param key 1 to 2,048 characters
         */
        public Builder idempotencyKey(String key) {
            this.idempotencyKey = Limits.key("idempotency key", key, Limits.IDEMPOTENCY_KEY);
            return this;
        }

        /** How long the key counts, 1 second or longer. Trigger.dev's default: 30 days, which is also its most. */
        public Builder idempotencyKeyTtl(Duration ttl) {
            Limits.atLeast("idempotency key's time to live", ttl, Duration.ofSeconds(1));
            if (ttl.compareTo(Duration.ofDays(30)) > 0) {
                throw new IllegalArgumentException("an idempotency key lives for at most 30 days, not " + ttl);
            }
            this.idempotencyKeyTtl = ttl;
            return this;
        }

        /** The run starts so much later; whole seconds, rounded up. */
        public Builder delay(Duration delay) {
            this.delay = Limits.seconds(Limits.atLeast("delay", delay, Duration.ZERO));
            return this;
        }

        /** The run starts at this time; at once when it has passed. */
        public Builder delayUntil(Instant time) {
            this.delay = time.truncatedTo(ChronoUnit.MILLIS).toString();
            return this;
        }

        /** A run that has not started after this expires; 1 second or longer. */
        public Builder ttl(Duration ttl) {
            this.ttl = Limits.atLeast("time to live", ttl, Duration.ofSeconds(1));
            return this;
        }

        /** Several triggers become one run. */
        public Builder debounce(Debounce debounce) {
            this.debounce = Objects.requireNonNull(debounce, "debounce");
            return this;
        }

        /** How often the run is tried in all, 1 to 100. */
        public Builder maxAttempts(int maxAttempts) {
            this.maxAttempts = Limits.range("number of attempts", maxAttempts, 1, 100);
            return this;
        }

        /** The most seconds of CPU that an attempt may take, 5 seconds or more. Waiting for the callback takes hardly any. */
        public Builder maxDuration(Duration maxDuration) {
            this.maxDuration = Limits.atLeast("longest duration", maxDuration, Limits.SHORTEST_MAX_DURATION);
            return this;
        }

        /** The run is queued as if it had been triggered so much earlier; whole seconds. */
        public Builder priority(Duration aheadBy) {
            this.priority = Limits.atLeast("priority", aheadBy, Duration.ZERO);
            return this;
        }

        /** The size of its machine. */
        public Builder machine(Machine machine) {
            this.machine = Objects.requireNonNull(machine, "machine");
            return this;
        }

        /** At most 10 tags of 1 to 128 characters; they are seen by everyone who sees the run. */
        public Builder tags(Collection<String> tags) {
            this.tags = Limits.tags(tags);
            return this;
        }

        /** A JSON object of at most 256 KB, which everyone sees who sees the run. */
        public Builder metadata(JsonNode metadata) {
            Limits.metadata(metadata);
            this.metadata = metadata.deepCopy();
            return this;
        }

        /** The options. */
        public TriggerOptions build() {
            if (idempotencyKeyTtl != null && idempotencyKey == null) {
                throw new IllegalArgumentException("an idempotency key's time to live needs an idempotency key");
            }
            return new TriggerOptions(this);
        }
    }
}
