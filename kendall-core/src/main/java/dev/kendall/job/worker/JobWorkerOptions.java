package dev.kendall.job.worker;

import dev.kendall.internal.Checks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What a {@link JobWorker} does, and how. Immutable. */
public final class JobWorkerOptions {
    /** How many heartbeats there are in a lease. */
    static final int HEARTBEATS = 4;

    private final String name;
    private final Map<String, JobHandler> handlers;
    private final List<RecurringJob> recurring;
    private final int concurrency;
    private final int prefetch;
    private final int mostRunning;
    private final Duration lease;
    private final Duration pollInterval;
    private final InstantSource clock;
    private final @Nullable Executor executor;

    private JobWorkerOptions(Builder builder) {
        this.name = builder.name;
        this.handlers = Map.copyOf(builder.handlers);
        this.recurring = List.copyOf(builder.recurring.values());
        this.concurrency = builder.concurrency;
        this.prefetch = builder.prefetch;
        this.mostRunning = builder.mostRunning;
        this.lease = builder.lease;
        this.pollInterval = builder.pollInterval;
        this.clock = builder.clock;
        this.executor = builder.executor;
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** See {@link Builder#name}. */
    public String name() {
        return name;
    }

    /** The handlers by name. */
    public Map<String, JobHandler> handlers() {
        return handlers;
    }

    /** See {@link Builder#recurring}. */
    public List<RecurringJob> recurring() {
        return recurring;
    }

    /** See {@link Builder#concurrency}. */
    public int concurrency() {
        return concurrency;
    }

    /** See {@link Builder#prefetch}. */
    public int prefetch() {
        return prefetch;
    }

    /** See {@link Builder#mostRunning}. */
    public int mostRunning() {
        return mostRunning;
    }

    /** See {@link Builder#lease}. */
    public Duration lease() {
        return lease;
    }

    /** See {@link Builder#pollInterval}. */
    public Duration pollInterval() {
        return pollInterval;
    }

    /** See {@link Builder#clock}. */
    public InstantSource clock() {
        return clock;
    }

    /** See {@link Builder#executor}; null: threads of its own. */
    public @Nullable Executor executor() {
        return executor;
    }

    /** How often leases are made to last longer. */
    Duration heartbeat() {
        return lease.dividedBy(HEARTBEATS);
    }

    /** Builds {@link JobWorkerOptions}. Not thread-safe. */
    public static final class Builder {
        private static final Duration MILLISECOND = Duration.ofMillis(1);
        private static final Duration DAY = Duration.ofDays(1);

        private String name = "worker";
        private final Map<String, JobHandler> handlers = new LinkedHashMap<>();
        private final Map<String, RecurringJob> recurring = new LinkedHashMap<>();
        private int concurrency = 4;
        private int prefetch;
        private int mostRunning = Integer.MAX_VALUE;
        private Duration lease = Duration.ofMinutes(1);
        private Duration pollInterval = Duration.ofSeconds(1);
        private InstantSource clock = InstantSource.system();
        private @Nullable Executor executor;

        private Builder() {}

        /** What the worker is called in the history of jobs, such as the name of its host; 1 to 128 characters. Default: {@code worker}. */
        public Builder name(String name) {
            this.name = Checks.filled("worker's name", name, 128);
            return this;
        }

        /**
         * Also does the jobs of this handler. Jobs for which a worker has no handler wait for one that has.
         *
         * @throws IllegalArgumentException when there is one of that name
         */
        public Builder handler(JobHandler handler) {
            checked("timeout of " + handler.name(), handler.timeout());
            if (handlers.putIfAbsent(handler.name(), handler) != null) {
                throw new IllegalArgumentException("there are two handlers of the name " + handler.name());
            }
            return this;
        }

        /**
         * Also sees to it that this is asked for. All workers of a storage may: it is asked for once.
         *
         * @throws IllegalArgumentException when there is one of that name
         */
        public Builder recurring(RecurringJob job) {
            if (recurring.putIfAbsent(job.name(), job) != null) {
                throw new IllegalArgumentException("there are two recurring jobs of the name " + job.name());
            }
            return this;
        }

        /** How many jobs it runs at once, 1 to 1,000; each takes a thread, and a connection while it writes. Default: 4. */
        public Builder concurrency(int concurrency) {
            this.concurrency = Checks.range("concurrency", concurrency, 1, 1_000);
            return this;
        }

        /**
         * How many jobs it takes beyond those that it runs, 0 to 1,000. For jobs of milliseconds, of which it then takes many in one statement; jobs
         * that take longer would wait here, for a lease at most, while other workers have nothing to do. Default: 0.
         */
        public Builder prefetch(int prefetch) {
            this.prefetch = Checks.range("prefetch", prefetch, 0, 1_000);
            return this;
        }

        /**
         * How many jobs of its handlers may run at once over all workers of the storage, 1 or more, such as a model can bear. Where it is set,
         * workers take jobs one after the other. Default: any number.
         */
        public Builder mostRunning(int mostRunning) {
            this.mostRunning = Checks.range("most running", mostRunning, 1, Integer.MAX_VALUE);
            return this;
        }

        /**
         * For how long a job is left to it without being heard of, 1 second to 1 day: how long the jobs of a worker that died wait at most. It is
         * heard of four times as often. Default: 1 minute.
         */
        public Builder lease(Duration lease) {
            if (lease.compareTo(Duration.ofSeconds(1)) < 0 || lease.compareTo(DAY) > 0) {
                throw new IllegalArgumentException("the lease is " + lease + "; it must be from PT1S to PT24H");
            }
            this.lease = lease;
            return this;
        }

        /** How long to wait before looking again when nothing was due, 1 millisecond to 1 day; looking costs a small query. Default: 1 second. */
        public Builder pollInterval(Duration pollInterval) {
            this.pollInterval = checked("poll interval", pollInterval);
            return this;
        }

        /**
         * By which it measures timeouts and the time between heartbeats, and says when recurring jobs and retries are due. The storage's own is best.
         * Default: the system's.
         */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * What runs the jobs, at least {@link #concurrency} at once, such as virtual threads. It may refuse, by throwing; what it
         * drops in silence takes up a place of the worker's for ever. Default: daemon threads of the worker's own.
         */
        public Builder executor(Executor executor) {
            this.executor = Objects.requireNonNull(executor, "executor");
            return this;
        }

        /**
         * The options.
         *
         * @throws IllegalArgumentException when there is no handler
         */
        public JobWorkerOptions build() {
            if (handlers.isEmpty()) {
                throw new IllegalArgumentException("a worker without a handler does nothing; add one");
            }
            return new JobWorkerOptions(this);
        }

        private static Duration checked(String name, Duration value) {
            if (value.compareTo(MILLISECOND) < 0 || value.compareTo(DAY) > 0) {
                throw new IllegalArgumentException(
                        "the " + name + " is " + value + "; it must be from " + MILLISECOND + " to " + DAY);
            }
            return value;
        }
    }
}
