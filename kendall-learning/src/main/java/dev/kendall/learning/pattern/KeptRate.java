package dev.kendall.learning.pattern;

/**
 * How likely the next occasion is kept: the mean of a Beta posterior over kept and missed occasions, in which old ones count less and
 * less.
 *
 * <p>Each occasion is a Bernoulli trial of a rate that may change slowly. Before each, what was seen so far is discounted by a constant
 * factor (the power steady model: J. Q. Smith, A Generalization of the Bayesian Steady Forecasting Model, JRSS B 41, 1979), so that the
 * weight of an occasion halves every {@value #HALF_LIFE} occasions. Starting from Beta(1, 1), four kept of four give 0.82, and a habit
 * kept for long falls below one half after {@value #HALF_LIFE} misses. A constant step up or down for each occasion was rejected: it
 * says nothing about how often a habit is kept, and depends on the order only by accident.
 */
final class KeptRate {
    private static final int HALF_LIFE = 8;
    private static final double DISCOUNT = Math.pow(0.5, 1.0 / HALF_LIFE);
    /** The run of misses that is so improbable for a habit that goes on means that it stopped. */
    private static final double IMPROBABLE = 0.02;

    private double kept;
    private double missed;
    private int keptInAll;
    private int missedInAll;
    private int missedSince;

    void keep() {
        kept = kept * DISCOUNT + 1;
        missed *= DISCOUNT;
        keptInAll++;
        missedInAll += missedSince;
        missedSince = 0;
    }

    void miss() {
        kept *= DISCOUNT;
        missed = missed * DISCOUNT + 1;
        missedSince++;
    }

    /** The probability that the next occasion is kept, 0 to 1. */
    double mean() {
        return (kept + 1) / (kept + missed + 2);
    }

    int kept() {
        return keptInAll;
    }

    int missed() {
        return missedInAll + missedSince;
    }

    /**
     * Whether the misses since the last kept occasion are too many for a habit that goes on: the Beta-Binomial probability of that run,
     * after all that was seen before it, is below {@value #IMPROBABLE}.
     */
    boolean hasStopped() {
        double log = BetaBinomial.log(0, missedSince, new BetaBinomial.Prior(keptInAll + 1, missedInAll + 1));
        return log < Math.log(IMPROBABLE);
    }
}
