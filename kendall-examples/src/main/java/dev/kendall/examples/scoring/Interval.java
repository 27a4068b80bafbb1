package dev.kendall.examples.scoring;

import java.util.Arrays;
import java.util.Random;

/** The range in which a mean lies with 95 % confidence. */
public record Interval(double low, double high) {
    /** How many samples are drawn. */
    public static final int SAMPLES = 2_000;

    /**
     * The percentile bootstrap (Efron, 1979): the mean of {@value #SAMPLES} samples of the values, drawn with repetition. Of the
     * differences between two rankings of the same questions, it is the paired bootstrap.
     *
     * @param values at least one
     * @param seed the same seed gives the same interval
     */
    public static Interval bootstrap(double[] values, long seed) {
        if (values.length == 0) {
            throw new IllegalArgumentException("there is no mean of no values");
        }
        Random random = new Random(seed);
        double[] means = new double[SAMPLES];
        for (int sample = 0; sample < SAMPLES; sample++) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += values[random.nextInt(values.length)];
            }
            means[sample] = sum / values.length;
        }
        Arrays.sort(means);
        return new Interval(means[SAMPLES * 25 / 1000], means[SAMPLES * 975 / 1000 - 1]);
    }
}
