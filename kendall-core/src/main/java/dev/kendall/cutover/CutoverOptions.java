package dev.kendall.cutover;

import dev.kendall.internal.Checks;
import java.time.Duration;
import java.util.Objects;

/** How a node takes part in a cutover. Immutable. All nodes of one cutover should have the same. */
public final class CutoverOptions {
    private static final CutoverOptions DEFAULTS = builder().build();

    private final Duration planRefresh;
    private final Duration planMaxAge;
    private final Duration writeDeadline;
    private final Duration lease;
    private final int claimSize;
    private final int maxAttempts;
    private final Duration firstBackoff;
    private final Duration maxBackoff;
    private final Duration poll;
    private final double sampling;
    private final int shadowThreads;
    private final int shadowQueue;
    private final Duration shadowTimeout;
    private final Duration grace;
    private final RowNormaliser normaliser;
    private final Duration tombstoneRetention;

    private CutoverOptions(Builder builder) {
        this.planRefresh = builder.planRefresh;
        this.planMaxAge = builder.planMaxAge;
        this.writeDeadline = builder.writeDeadline;
        this.lease = builder.lease;
        this.claimSize = builder.claimSize;
        this.maxAttempts = builder.maxAttempts;
        this.firstBackoff = builder.firstBackoff;
        this.maxBackoff = builder.maxBackoff;
        this.poll = builder.poll;
        this.sampling = builder.sampling;
        this.shadowThreads = builder.shadowThreads;
        this.shadowQueue = builder.shadowQueue;
        this.shadowTimeout = builder.shadowTimeout;
        this.grace = builder.grace;
        this.normaliser = builder.normaliser;
        this.tombstoneRetention = builder.tombstoneRetention;
    }

    /** The defaults. */
    public static CutoverOptions defaults() {
        return DEFAULTS;
    }

    /** Options, beginning with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** After how long the plan is loaded again. */
    public Duration planRefresh() {
        return planRefresh;
    }

    /** For how long a plan is gone by that cannot be loaded again; then every call fails. */
    public Duration planMaxAge() {
        return planMaxAge;
    }

    /** How long a write takes at most. */
    public Duration writeDeadline() {
        return writeDeadline;
    }

    /** For how long a copier claims a user's debts. */
    public Duration lease() {
        return lease;
    }

    /** How many debts are claimed at a time. */
    public int claimSize() {
        return claimSize;
    }

    /** After how many vain attempts a debt is given up. */
    public int maxAttempts() {
        return maxAttempts;
    }

    /** How long a debt is left alone after its first vain attempt. */
    public Duration firstBackoff() {
        return firstBackoff;
    }

    /** How long a debt is left alone at most. */
    public Duration maxBackoff() {
        return maxBackoff;
    }

    /** How long a worker with nothing to do sleeps. */
    public Duration poll() {
        return poll;
    }

    /** The share of reads that are compared. */
    public double sampling() {
        return sampling;
    }

    /** How many reads are compared at once. */
    public int shadowThreads() {
        return shadowThreads;
    }

    /** How many reads wait to be compared. */
    public int shadowQueue() {
        return shadowQueue;
    }

    /** How long the other side may take for its answer. */
    public Duration shadowTimeout() {
        return shadowTimeout;
    }

    /** How long after a difference both sides are read again. */
    public Duration grace() {
        return grace;
    }

    /** What makes rows of both sides comparable. */
    public RowNormaliser normaliser() {
        return normaliser;
    }

    /** For how long deletes are remembered once a backfill is over. */
    public Duration tombstoneRetention() {
        return tombstoneRetention;
    }

    /** Options to be. Not thread-safe. */
    public static final class Builder {
        private Duration planRefresh = Duration.ofSeconds(5);
        private Duration planMaxAge = Duration.ofSeconds(30);
        private Duration writeDeadline = Duration.ofMinutes(2);
        private Duration lease = Duration.ofMinutes(1);
        private int claimSize = 100;
        private int maxAttempts = 10;
        private Duration firstBackoff = Duration.ofSeconds(1);
        private Duration maxBackoff = Duration.ofMinutes(5);
        private Duration poll = Duration.ofSeconds(1);
        private double sampling = 0.05;
        private int shadowThreads = 2;
        private int shadowQueue = 100;
        private Duration shadowTimeout = Duration.ofSeconds(5);
        private Duration grace = Duration.ofSeconds(2);
        private RowNormaliser normaliser = RowNormaliser.lenient();
        private Duration tombstoneRetention = Duration.ofDays(7);

        private Builder() {}

        /**
         * After how long the plan is loaded again, by the first call that comes then. Shorter: changes are seen sooner; one small read of the store
         * each time. Default: 5 s.
         */
        public Builder planRefresh(Duration planRefresh) {
            this.planRefresh = positive("plan refresh", planRefresh);
            return this;
        }

        /**
         * For how long a plan is gone by when the store cannot be reached; then every call fails, because others may have moved the user. A change
         * of the plan has to take effect later than this: see {@link GateOptions.Builder#changeDelay}. Default: 30 s.
         */
        public Builder planMaxAge(Duration planMaxAge) {
            this.planMaxAge = positive("plan max age", planMaxAge);
            return this;
        }

        /**
         * How long a write takes at most, on either storage, with all its retries: longer than the storages' own timeouts. What takes longer may be
         * undone, and is never acknowledged then. Longer: what became of a crashed node's writes is found out later. Default: 2 min.
         */
        public Builder writeDeadline(Duration writeDeadline) {
            this.writeDeadline = positive("write deadline", writeDeadline);
            return this;
        }

        /**
         * For how long a copier claims a user's debts; longer than one call of either storage takes. Longer: what a crashed copier had claimed
         * waits longer. Default: 1 min.
         */
        public Builder lease(Duration lease) {
            this.lease = positive("lease", lease);
            return this;
        }

        /** How many debts of a user are claimed at a time, 1 to 1,000. Default: 100. */
        public Builder claimSize(int claimSize) {
            this.claimSize = Checks.range("claim size", claimSize, 1, 1_000);
            return this;
        }

        /**
         * After how many vain attempts a debt is given up, 1 to 1,000. A side that cannot be reached is waited for, whatever this says.
         * Default: 10.
         */
        public Builder maxAttempts(int maxAttempts) {
            this.maxAttempts = Checks.range("max attempts", maxAttempts, 1, 1_000);
            return this;
        }

        /** How long a debt is left alone after its first vain attempt, twice as long after each further one. Default: 1 s. */
        public Builder firstBackoff(Duration firstBackoff) {
            this.firstBackoff = positive("first backoff", firstBackoff);
            return this;
        }

        /** How long a debt is left alone at most. Default: 5 min. */
        public Builder maxBackoff(Duration maxBackoff) {
            this.maxBackoff = positive("max backoff", maxBackoff);
            return this;
        }

        /** How long a worker with nothing to do sleeps; its own node's writes wake it. Default: 1 s. */
        public Builder poll(Duration poll) {
            this.poll = positive("poll", poll);
            return this;
        }

        /** The share of reads that are compared, 0 to 1. More: more load on the other side. Default: 0.05. */
        public Builder sampling(double sampling) {
            this.sampling = Checks.range("sampling", sampling, 0.0, 1.0);
            return this;
        }

        /** How many reads are compared at once, 1 to 64. Default: 2. */
        public Builder shadowThreads(int shadowThreads) {
            this.shadowThreads = Checks.range("shadow threads", shadowThreads, 1, 64);
            return this;
        }

        /** How many reads wait to be compared, 1 to 100,000; further ones are not compared, and counted. Default: 100. */
        public Builder shadowQueue(int shadowQueue) {
            this.shadowQueue = Checks.range("shadow queue", shadowQueue, 1, 100_000);
            return this;
        }

        /** How long the other side may take for its answer before it is interrupted. Default: 5 s. */
        public Builder shadowTimeout(Duration shadowTimeout) {
            this.shadowTimeout = positive("shadow timeout", shadowTimeout);
            return this;
        }

        /** How long after a difference both sides are read again; zero: at once. Default: 2 s. */
        public Builder grace(Duration grace) {
            if (grace.isNegative()) {
                throw new IllegalArgumentException("grace is " + grace + "; it must not be negative");
            }
            this.grace = grace;
            return this;
        }

        /** What makes rows of both sides comparable. Default: {@link RowNormaliser#lenient()}. */
        public Builder normaliser(RowNormaliser normaliser) {
            this.normaliser = Objects.requireNonNull(normaliser, "normaliser");
            return this;
        }

        /**
         * For how long deletes are remembered once a backfill is over: longer than an import of rows that were read before takes. Longer: more rows in
         * the store. Default: 7 days.
         */
        public Builder tombstoneRetention(Duration tombstoneRetention) {
            this.tombstoneRetention = positive("tombstone retention", tombstoneRetention);
            return this;
        }

        private static Duration positive(String name, Duration value) {
            if (value.isZero() || value.isNegative()) {
                throw new IllegalArgumentException(name + " is " + value + "; it must be positive");
            }
            return value;
        }

        /**
         * The options.
         *
         * @throws IllegalArgumentException when the plan is refreshed more rarely than it must be, or the first backoff is the longer one
         */
        public CutoverOptions build() {
            if (planRefresh.compareTo(planMaxAge) > 0) {
                throw new IllegalArgumentException(
                        "the plan is refreshed every " + planRefresh + ", but gone by for " + planMaxAge + " only");
            }
            if (firstBackoff.compareTo(maxBackoff) > 0) {
                throw new IllegalArgumentException(
                        "the first backoff, " + firstBackoff + ", is longer than the longest, " + maxBackoff);
            }
            return new CutoverOptions(this);
        }
    }
}
