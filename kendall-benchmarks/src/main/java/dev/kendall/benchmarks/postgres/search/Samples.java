package dev.kendall.benchmarks.postgres.search;

import java.util.Arrays;

/** Times of single searches in nanoseconds, in the order in which they were taken. Not thread-safe. */
final class Samples {
    private long[] nanos = new long[256];
    private int count;

    void add(long time) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count] = time;
        count++;
    }

    int count() {
        return count;
    }

    /** The time that this share of the searches, above 0 and up to 1, did not exceed, in milliseconds. */
    double percentile(double share) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(share * count) - 1] / 1e6;
    }

    /** All of these. */
    static Samples of(Iterable<Samples> parts) {
        Samples all = new Samples();
        for (Samples part : parts) {
            for (int i = 0; i < part.count; i++) {
                all.add(part.nanos[i]);
            }
        }
        return all;
    }
}
