package dev.kendall.cutover;

import dev.kendall.internal.Checks;
import java.time.Duration;
import java.util.Objects;

/** What has to hold before a stage begins, and how changes of the plan are published. Immutable. */
public final class GateOptions {
    private static final GateOptions DEFAULTS = builder().build();

    private final long maxDebts;
    private final Duration maxDebtAge;
    private final double maxMismatchRate;
    private final long minSamples;
    private final Duration verifiedWithin;
    private final Duration changeDelay;

    private GateOptions(Builder builder) {
        this.maxDebts = builder.maxDebts;
        this.maxDebtAge = builder.maxDebtAge;
        this.maxMismatchRate = builder.maxMismatchRate;
        this.minSamples = builder.minSamples;
        this.verifiedWithin = builder.verifiedWithin;
        this.changeDelay = builder.changeDelay;
    }

    /** The defaults. */
    public static GateOptions defaults() {
        return DEFAULTS;
    }

    /** Options, beginning with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** How many debts there may be. */
    public long maxDebts() {
        return maxDebts;
    }

    /** How old the oldest debt may be. */
    public Duration maxDebtAge() {
        return maxDebtAge;
    }

    /** The share of compared reads that may differ. */
    public double maxMismatchRate() {
        return maxMismatchRate;
    }

    /** How many reads must have been compared. */
    public long minSamples() {
        return minSamples;
    }

    /** How old the last comparison of both sides as a whole may be. */
    public Duration verifiedWithin() {
        return verifiedWithin;
    }

    /** How long after its publication a change takes effect. */
    public Duration changeDelay() {
        return changeDelay;
    }

    /** Options to be. Not thread-safe. */
    public static final class Builder {
        private long maxDebts = 100;
        private Duration maxDebtAge = Duration.ofMinutes(1);
        private double maxMismatchRate = 0.001;
        private long minSamples = 1_000;
        private Duration verifiedWithin = Duration.ofHours(24);
        private Duration changeDelay = Duration.ofMinutes(1);

        private Builder() {}

        /** How many debts there may be, 0 or more. Users with debts move later than others. Default: 100. */
        public Builder maxDebts(int maxDebts) {
            this.maxDebts = Checks.range("max debts", maxDebts, 0, Integer.MAX_VALUE);
            return this;
        }

        /** How old the oldest debt may be. Default: 1 min. */
        public Builder maxDebtAge(Duration maxDebtAge) {
            this.maxDebtAge = Objects.requireNonNull(maxDebtAge, "maxDebtAge");
            return this;
        }

        /** The share of compared reads that may differ, 0 to 1. Default: 0.001. */
        public Builder maxMismatchRate(double maxMismatchRate) {
            this.maxMismatchRate = Checks.range("max mismatch rate", maxMismatchRate, 0.0, 1.0);
            return this;
        }

        /** How many reads must have been compared since the stages last changed. Default: 1,000. */
        public Builder minSamples(int minSamples) {
            this.minSamples = Checks.range("min samples", minSamples, 0, Integer.MAX_VALUE);
            return this;
        }

        /** How old the last comparison of both sides as a whole may be. Default: 24 h. */
        public Builder verifiedWithin(Duration verifiedWithin) {
            this.verifiedWithin = Objects.requireNonNull(verifiedWithin, "verifiedWithin");
            return this;
        }

        /**
         * How long after its publication a change takes effect: longer than {@link CutoverOptions#planMaxAge} of every node, so that none goes by the
         * plan before it. Default: 1 min.
         */
        public Builder changeDelay(Duration changeDelay) {
            if (changeDelay.isNegative()) {
                throw new IllegalArgumentException("change delay is " + changeDelay + "; it must not be negative");
            }
            this.changeDelay = changeDelay;
            return this;
        }

        /** The options. */
        public GateOptions build() {
            return new GateOptions(this);
        }
    }
}
