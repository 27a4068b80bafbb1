package dev.kendall.benchmarks.report;

import java.util.Arrays;
import java.util.List;

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

    /** What {@code these} are of {@code others}, round by round. */
    public static Ratio of(List<Double> these, List<Double> others) {
        double[] ratios = new double[these.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = these.get(i) / others.get(i);
        }
        return of(ratios);
    }

    /** Two cells of a table: the median, and the range over the rounds. */
    public String cells() {
        return "**" + Numbers.significant(median, 3) + "** | " + Numbers.significant(least, 3) + " to "
                + Numbers.significant(most, 3);
    }
}
