package dev.kendall.examples.scoring;

import java.util.Arrays;
import java.util.Random;

/**
 * Whether two rankings of the same questions differ by more than chance, from their differences question by question.
 *
 * @param better for how many questions the second is better
 * @param worse for how many it is worse; for all others both are equal
 * @param difference the mean of the differences, with the paired bootstrap's interval
 * @param randomisation the two-sided p-value of Fisher's randomisation test on the mean: how often a difference at least as large comes
 *     out when it is chance which of the two rankings a question's scores belong to
 * @param sign the two-sided p-value of the sign test, which looks at better and worse alone
 */
public record PairedTest(int better, int worse, Estimate difference, double randomisation, double sign) {
    /** How many assignments are drawn where there are too many to try them all. */
    public static final int ASSIGNMENTS = 10_000;

    /** Up to so many questions that differ, every assignment is tried. */
    private static final int EXACT = 15;

    /** Sums of the same numbers in another order may differ by so much. */
    private static final double SAME = 1e-9;

    /**
     * The test of the second ranking against the first.
     *
     * @param differences each the second's score less the first's; at least one
     * @param seed the same seed gives the same interval and p-value
     */
    public static PairedTest of(double[] differences, long seed) {
        double[] differing = Arrays.stream(differences).filter(d -> d != 0).toArray();
        int better = (int) Arrays.stream(differing).filter(d -> d > 0).count();
        int worse = differing.length - better;
        return new PairedTest(
                better,
                worse,
                Estimate.of(differences, seed),
                randomisation(differing, seed),
                sign(differing.length, Math.min(better, worse)));
    }

    private static double randomisation(double[] differing, long seed) {
        double observed = Math.abs(Arrays.stream(differing).sum()) - SAME;
        if (differing.length <= EXACT) {
            int assignments = 1 << differing.length;
            int atLeast = 0;
            for (int signs = 0; signs < assignments; signs++) {
                atLeast += Math.abs(sum(differing, signs)) >= observed ? 1 : 0;
            }
            return (double) atLeast / assignments;
        }
        Random random = new Random(seed);
        int atLeast = 1; // the assignment that was observed is one of them
        for (int i = 0; i < ASSIGNMENTS; i++) {
            double sum = 0;
            for (double difference : differing) {
                sum += random.nextBoolean() ? difference : -difference;
            }
            atLeast += Math.abs(sum) >= observed ? 1 : 0;
        }
        return atLeast / (ASSIGNMENTS + 1.0);
    }

    private static double sum(double[] values, int signs) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += (signs >> i & 1) == 0 ? values[i] : -values[i];
        }
        return sum;
    }

    /** Twice the chance that at most {@code fewer} of {@code tosses} of a coin show one side; by logarithms, as 2^-tosses may be too small. */
    private static double sign(int tosses, int fewer) {
        double logChance = -tosses * Math.log(2);
        double sum = 0;
        for (int heads = 0; heads <= fewer; heads++) {
            sum += Math.exp(logChance);
            logChance += Math.log(tosses - heads) - Math.log(heads + 1);
        }
        return Math.min(1, 2 * sum);
    }
}
