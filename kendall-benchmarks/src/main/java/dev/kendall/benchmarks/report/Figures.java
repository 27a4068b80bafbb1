package dev.kendall.benchmarks.report;

import java.util.Map;
import java.util.TreeMap;

/**
 * What was measured of one benchmark with one set of parameters. All times are milliseconds for one operation.
 *
 * @param benchmark the operation, in words
 * @param mean the mean over all iterations
 * @param error half of the 99.9 % confidence interval of the mean; NaN when there were too few iterations for one
 * @param samples how many single operations were timed
 */
public record Figures(
        String benchmark,
        Map<String, String> params,
        double mean,
        double error,
        double p50,
        double p90,
        double p99,
        long samples) {
    /** Copies the parameters. */
    public Figures {
        params = Map.copyOf(params);
    }

    /** The parameters after some of them are set to others: with a baseline's, those of what this is to be compared with. */
    Map<String, String> paramsWith(Map<String, String> others) {
        Map<String, String> result = new TreeMap<>(params);
        result.putAll(others);
        return result;
    }
}
