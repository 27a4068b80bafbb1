package dev.kendall.store.postgres;

import dev.kendall.internal.Checks;
import java.time.Duration;
import java.util.Objects;

/** How a {@link PostgresStorage} works. Immutable. */
public final class PostgresOptions {
    private static final PostgresOptions DEFAULTS = builder().build();

    private final Duration statementTimeout;
    private final Duration lockTimeout;
    private final int attempts;
    private final long exactScanLimit;
    private final int indexSearchWidth;
    private final VectorPrecision precision;

    private PostgresOptions(Builder builder) {
        this.statementTimeout = builder.statementTimeout;
        this.lockTimeout = builder.lockTimeout;
        this.attempts = builder.attempts;
        this.exactScanLimit = builder.exactScanLimit;
        this.indexSearchWidth = builder.indexSearchWidth;
        this.precision = builder.precision;
    }

    /** The defaults. */
    public static PostgresOptions defaults() {
        return DEFAULTS;
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** See {@link Builder#statementTimeout}. */
    public Duration statementTimeout() {
        return statementTimeout;
    }

    /** See {@link Builder#lockTimeout}. */
    public Duration lockTimeout() {
        return lockTimeout;
    }

    /** See {@link Builder#attempts}. */
    public int attempts() {
        return attempts;
    }

    /** See {@link Builder#exactScanLimit}. */
    public long exactScanLimit() {
        return exactScanLimit;
    }

    /** See {@link Builder#indexSearchWidth}. */
    public int indexSearchWidth() {
        return indexSearchWidth;
    }

    /** See {@link Builder#precision}. */
    public VectorPrecision precision() {
        return precision;
    }

    /** Builds {@link PostgresOptions}. Not thread-safe. */
    public static final class Builder {
        private Duration statementTimeout = Duration.ofSeconds(10);
        private Duration lockTimeout = Duration.ofSeconds(5);
        private int attempts = 3;
        private long exactScanLimit = 10_000;
        private int indexSearchWidth = 100;
        private VectorPrecision precision = VectorPrecision.SINGLE;

        private Builder() {}

        /**
         * How long one statement may take before it is cancelled, 1 second to 1 hour, in whole seconds. Default: 10 seconds.
         *
         * <p>The server does the cancelling. One that does not answer at all is given up 5 seconds later, and as the driver is still trying to
         * cancel then, up to 10 more may pass (its {@code cancelSignalTimeout}). Where the data source sets a {@code socketTimeout} of its own,
         * that holds instead of the 5 seconds; it has to be longer than this.
         */
        public Builder statementTimeout(Duration statementTimeout) {
            this.statementTimeout = checked("statement timeout", statementTimeout, Duration.ofSeconds(1));
            return this;
        }

        /**
         * How long a write waits for another one of the same user, 1 millisecond to 1 hour. Default: 5 seconds.
         */
        public Builder lockTimeout(Duration lockTimeout) {
            this.lockTimeout = checked("lock timeout", lockTimeout, Duration.ofMillis(1));
            return this;
        }

        /**
         * How often a call is tried at most when the connection breaks or a race is lost, and repeating it is safe; 1 to 10, a few tenths of a
         * second apart. Default: 3.
         */
        public Builder attempts(int attempts) {
            this.attempts = Checks.range("attempts", attempts, 1, 10);
            return this;
        }

        /**
         * Up to how many vectors of a user a search by meaning compares with each of them, which finds all; beyond, it uses an HNSW index, which
         * finds nearly all. 0: always the index, where there is one. Default: 10,000. A scan takes a tenth of the index's time at 1,000 vectors and
         * twice as long at 10,000, about 12 ms (docs/benchmarks.md): up to there nothing need be missed, nor every writer pay for an index.
         */
        public Builder exactScanLimit(long exactScanLimit) {
            if (exactScanLimit < 0) {
                throw new IllegalArgumentException(
                        "the exact scan limit is " + exactScanLimit + "; it must be 0 or more");
            }
            this.exactScanLimit = exactScanLimit;
            return this;
        }

        /**
         * How widely the HNSW index is searched (pgvector's {@code hnsw.ef_search}), 10 to 1,000: more finds more and takes longer. Default: 100.
         */
        public Builder indexSearchWidth(int indexSearchWidth) {
            this.indexSearchWidth = Checks.range("index search width", indexSearchWidth, 10, 1_000);
            return this;
        }

        /** How the vectors of spaces that are added from now on are kept. Default: {@link VectorPrecision#SINGLE}. */
        public Builder precision(VectorPrecision precision) {
            this.precision = Objects.requireNonNull(precision, "precision");
            return this;
        }

        /** The options. */
        public PostgresOptions build() {
            return new PostgresOptions(this);
        }

        private static Duration checked(String name, Duration value, Duration min) {
            if (value.compareTo(min) < 0 || value.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException(
                        "the " + name + " is " + value + "; it must be from " + min + " to PT1H");
            }
            return value;
        }
    }
}
