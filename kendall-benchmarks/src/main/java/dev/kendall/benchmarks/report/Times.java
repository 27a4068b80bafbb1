package dev.kendall.benchmarks.report;

import java.util.Arrays;
import java.util.List;

/**
 * How long one operation took, in milliseconds.
 *
 * @param samples how many single operations were timed
 * @param rounds the median of each round, in the order of the rounds
 */
public record Times(double p50, double p95, double mean, int samples, List<Double> rounds) {
    private static final double MILLI = 1e6;

    /** Copies the medians. */
    public Times {
        rounds = List.copyOf(rounds);
    }

    /** What was measured in several rounds, in nanoseconds. */
    public static Times of(List<long[]> nanosByRound) {
        long[] all =
                nanosByRound.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return new Times(
                at(all, 0.5),
                at(all, 0.95),
                Arrays.stream(all).average().orElseThrow() / MILLI,
                all.length,
                nanosByRound.stream()
                        .map(round -> at(Arrays.stream(round).sorted().toArray(), 0.5))
                        .toList());
    }

    private static double at(long[] ascending, double part) {
        // The nearest rank.
        return ascending[Math.max(0, (int) Math.ceil(part * ascending.length) - 1)] / MILLI;
    }

    /** How many times as long as {@code other} it took: round by round, as both were measured beside each other in each. */
    public Ratio to(Times other) {
        return Ratio.of(rounds, other.rounds);
    }
}
