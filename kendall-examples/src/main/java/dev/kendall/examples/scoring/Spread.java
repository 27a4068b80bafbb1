package dev.kendall.examples.scoring;

import java.util.Arrays;

/**
 * How values are spread: their mean, the value that half of them do not exceed, and that which 95 of a hundred do not. A percentile is the
 * nearest rank: always one of the values.
 */
public record Spread(double mean, double p50, double p95) {
    /** The spread of at least one value. */
    public static Spread of(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("there is no spread of no values");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Spread(
                Arrays.stream(sorted).average().orElseThrow(), percentile(sorted, 50), percentile(sorted, 95));
    }

    private static double percentile(double[] sorted, int percent) {
        return sorted[(sorted.length * percent + 99) / 100 - 1];
    }
}
