package dev.kendall.cutover;

import java.time.Duration;
import java.util.Map;

/**
 * How long calls took on one side, for one purpose.
 *
 * @param calls how many ended
 * @param errors how many failed because the storage could not be reached, or in a way that nobody expected; not among the calls
 * @param p50 half of them took no longer than this, up to a factor of two
 * @param p99 of a hundred, 99 took no longer than this, up to a factor of two
 */
public record LatencyStatus(long calls, long errors, Duration p50, Duration p99) {
    /** Beyond half an hour. */
    private static final int BUCKETS = 32;

    /** The name of the counter of calls that took so long. */
    static String counter(Side side, String work, Duration time) {
        long micros = Math.max(0, time.toNanos() / 1_000);
        int bucket = Math.min(BUCKETS - 1, Long.SIZE - Long.numberOfLeadingZeros(micros));
        return "latency/" + side + "/" + work + "/" + bucket;
    }

    static String failures(Side side, String work) {
        return "errors/" + side + "/" + work;
    }

    static LatencyStatus of(Side side, String work, Map<String, Long> counters) {
        long[] buckets = new long[BUCKETS];
        long calls = 0;
        for (int i = 0; i < BUCKETS; i++) {
            buckets[i] = counters.getOrDefault("latency/" + side + "/" + work + "/" + i, 0L);
            calls += buckets[i];
        }
        return new LatencyStatus(
                calls,
                counters.getOrDefault(failures(side, work), 0L),
                quantile(buckets, calls, 0.5),
                quantile(buckets, calls, 0.99));
    }

    private static Duration quantile(long[] buckets, long calls, double quantile) {
        long rank = (long) Math.ceil(calls * quantile);
        long seen = 0;
        for (int i = 0; i < buckets.length; i++) {
            seen += buckets[i];
            if (seen >= rank && seen > 0) {
                return Duration.ofNanos(1_000L << i);
            }
        }
        return Duration.ZERO;
    }
}
