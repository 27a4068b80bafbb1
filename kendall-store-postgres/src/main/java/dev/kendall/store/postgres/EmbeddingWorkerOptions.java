package dev.kendall.store.postgres;

import dev.kendall.internal.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** How an {@link EmbeddingWorker} works. Immutable. */
public final class EmbeddingWorkerOptions {
    private static final EmbeddingWorkerOptions DEFAULTS = builder().build();

    private final int batchSize;
    private final Duration pollInterval;
    private final Duration sweepInterval;
    private final Duration lease;
    private final int attempts;
    private final Duration firstBackoff;
    private final Duration maxBackoff;
    private final Duration maxPause;
    private final @Nullable Executor executor;

    private EmbeddingWorkerOptions(Builder builder) {
        this.batchSize = builder.batchSize;
        this.pollInterval = builder.pollInterval;
        this.sweepInterval = builder.sweepInterval;
        this.lease = builder.lease;
        this.attempts = builder.attempts;
        this.firstBackoff = builder.firstBackoff;
        this.maxBackoff = builder.maxBackoff;
        this.maxPause = builder.maxPause;
        this.executor = builder.executor;
    }

    /** The defaults. */
    public static EmbeddingWorkerOptions defaults() {
        return DEFAULTS;
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** See {@link Builder#batchSize}. */
    public int batchSize() {
        return batchSize;
    }

    /** See {@link Builder#pollInterval}. */
    public Duration pollInterval() {
        return pollInterval;
    }

    /** See {@link Builder#sweepInterval}. */
    public Duration sweepInterval() {
        return sweepInterval;
    }

    /** See {@link Builder#lease}. */
    public Duration lease() {
        return lease;
    }

    /** The end of a lease that begins now, in the microseconds that are stored. */
    Instant leaseFrom(Instant now) {
        return Checks.time("the end of the lease", now.plus(lease));
    }

    /** See {@link Builder#attempts}. */
    public int attempts() {
        return attempts;
    }

    /** See {@link Builder#backoff}. */
    public Duration firstBackoff() {
        return firstBackoff;
    }

    /** See {@link Builder#backoff}. */
    public Duration maxBackoff() {
        return maxBackoff;
    }

    /** See {@link Builder#maxPause}. */
    public Duration maxPause() {
        return maxPause;
    }

    /** See {@link Builder#executor}; null: a thread of its own. */
    public @Nullable Executor executor() {
        return executor;
    }

    /** Builds {@link EmbeddingWorkerOptions}. Not thread-safe. */
    public static final class Builder {
        private static final Duration MILLISECOND = Duration.ofMillis(1);

        private int batchSize = 64;
        private Duration pollInterval = Duration.ofSeconds(1);
        private Duration sweepInterval = Duration.ofMinutes(1);
        private Duration lease = Duration.ofMinutes(5);
        private int attempts = 8;
        private Duration firstBackoff = Duration.ofSeconds(5);
        private Duration maxBackoff = Duration.ofHours(1);
        private Duration maxPause = Duration.ofMinutes(1);
        private @Nullable Executor executor;

        private Builder() {}

        /** How many rows are claimed and embedded at once, 1 to 1,000; the model is sent up to 64 of them in one call. Default: 64. */
        public Builder batchSize(int batchSize) {
            this.batchSize = Checks.range("batch size", batchSize, 1, 1_000);
            return this;
        }

        /**
         * How long to wait before looking again when nothing was due, 1 millisecond to 1 day; looking costs two small queries. Default:
         * 1 second.
         */
        public Builder pollInterval(Duration pollInterval) {
            this.pollInterval = checked("poll interval", pollInterval);
            return this;
        }

        /**
         * How long to wait, after nothing was missing, before going over the counts of all users again, 1 millisecond to 1 day. It finds
         * rows that nobody queued: all of them in a new space, and those of an import. It reads all users' counts. Default: 1 minute.
         */
        public Builder sweepInterval(Duration sweepInterval) {
            this.sweepInterval = checked("sweep interval", sweepInterval);
            return this;
        }

        /**
         * For how long claimed rows are left to the worker that claimed them, 1 millisecond to 1 day. It should be longer than the model
         * needs for a batch, also row by row, or another worker embeds the same rows too; it is also how long the rows of a worker that
         * died wait. Default: 5 minutes.
         */
        public Builder lease(Duration lease) {
            this.lease = checked("lease", lease);
            return this;
        }

        /** How often a row is tried before it is given up as a dead letter, 1 to 100. Default: 8, which takes about ten minutes. */
        public Builder attempts(int attempts) {
            this.attempts = Checks.range("attempts", attempts, 1, 100);
            return this;
        }

        /**
         * How long a row that the model refused waits before it is tried again: {@code first}, then twice as long each time up to {@code
         * max}, all by chance up to a half shorter or longer; 1 millisecond to 1 day. Default: 5 seconds, up to 1 hour.
         */
        public Builder backoff(Duration first, Duration max) {
            this.firstBackoff = checked("first backoff", first);
            this.maxBackoff = checked("longest backoff", max);
            return this;
        }

        /**
         * How long a worker leaves a model alone that is down: 1 second, then twice as long each time up to this, all by chance up to a
         * half shorter or longer; 1 second to 1 day. Default: 1 minute.
         */
        public Builder maxPause(Duration maxPause) {
            if (checked("longest pause", maxPause).compareTo(ModelOutage.FIRST_PAUSE) < 0) {
                throw new IllegalArgumentException("the longest pause is " + maxPause + "; it must be PT1S or more");
            }
            this.maxPause = maxPause;
            return this;
        }

        /**
         * What runs the worker, on one of its threads from start to close. Default: a daemon thread of the worker's own.
         */
        public Builder executor(Executor executor) {
            this.executor = Objects.requireNonNull(executor, "executor");
            return this;
        }

        /**
         * The options.
         *
         * @throws IllegalArgumentException when the first backoff is longer than the longest
         */
        public EmbeddingWorkerOptions build() {
            if (firstBackoff.compareTo(maxBackoff) > 0) {
                throw new IllegalArgumentException(
                        "the first backoff is " + firstBackoff + ", longer than the longest, " + maxBackoff);
            }
            return new EmbeddingWorkerOptions(this);
        }

        private static Duration checked(String name, Duration value) {
            if (value.compareTo(MILLISECOND) < 0 || value.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException(
                        "the " + name + " is " + value + "; it must be from " + MILLISECOND + " to PT24H");
            }
            return value;
        }
    }
}
