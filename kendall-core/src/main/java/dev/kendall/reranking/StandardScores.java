package dev.kendall.reranking;

import java.util.Arrays;

/** Scores of any scale as standard deviations from their mean, so that they can be added to scores of another one. */
final class StandardScores {
    private StandardScores() {}

    /** For each of these finite scores; 0 for each where all are the same. */
    static double[] of(double[] scores) {
        double largest = Arrays.stream(scores).map(Math::abs).max().orElse(0);
        if (largest == 0) {
            return scores.clone();
        }
        double[] small = Arrays.stream(scores).map(score -> score / largest).toArray(); // no sum of these is infinite
        double mean = Arrays.stream(small).average().orElseThrow();
        double variance = Arrays.stream(small)
                .map(score -> (score - mean) * (score - mean))
                .average()
                .orElseThrow();
        double deviation = Math.sqrt(variance);
        return Arrays.stream(small)
                .map(score -> deviation == 0 ? 0 : (score - mean) / deviation)
                .toArray();
    }
}
