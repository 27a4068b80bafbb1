package dev.kendall.examples.scoring;

import java.util.Arrays;

/**
 * A mean over questions, and the range in which it lies with 95 % confidence.
 *
 * @param mean between {@code low} and {@code high}
 */
public record Estimate(double mean, double low, double high) {
    /**
     * The mean of some values, with the interval of {@link Interval#bootstrap}.
     *
     * @param values at least one
     * @param seed the same seed gives the same interval
     */
    public static Estimate of(double[] values, long seed) {
        Interval interval = Interval.bootstrap(values, seed);
        return new Estimate(Arrays.stream(values).average().orElseThrow(), interval.low(), interval.high());
    }
}
