package dev.kendall.benchmarks.report;

import java.util.Arrays;

/**
 * What two ways cost relative to each other, measured side by side in several rounds.
 *
 * @param median of the rounds
 * @param least of a round
 * @param most of a round
 */
public record Ratio(double median, double least, double most) {
    /** Of one ratio for each round, at least one. */
    public static Ratio of(double[] rounds) {
        double[] ascending = rounds.clone();
        Arrays.sort(ascending);
        int middle = ascending.length / 2;
        double median = ascending.length % 2 == 1 ? ascending[middle] : (ascending[middle - 1] + ascending[middle]) / 2;
        return new Ratio(median, ascending[0], ascending[ascending.length - 1]);
    }
}
