package dev.kendall.benchmarks.postgres.turn;

import dev.kendall.benchmarks.report.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures several ways beside each other: they take turns, operation by operation, another one first each time. What disturbs the machine
 * so meets all of them, and their ratio holds where their times do not. One thread.
 *
 * @param count how many rounds
 * @param each how long a way runs in a round, about
 * @param warmUp how long each way runs before, which is not measured
 */
record Rounds(int count, Duration each, Duration warmUp) {
    /** Enough operations for a median. */
    private static final int LEAST = 5;

    /** One of the ways. */
    @FunctionalInterface
    interface Operation {
        /** Does it; counted from 0 in each round. */
        void run(int time) throws Exception;
    }

    /** The times of each way, by its name. */
    <K> Map<K, Times> measure(Map<K, Operation> ways) throws Exception {
        round(ways, warmUp);
        Map<K, List<long[]>> measured = new LinkedHashMap<>();
        ways.keySet().forEach(way -> measured.put(way, new ArrayList<>()));
        for (int round = 0; round < count; round++) {
            round(ways, each)
                    .forEach((way, nanos) -> measured.get(way)
                            .add(nanos.stream().mapToLong(Long::longValue).toArray()));
        }
        Map<K, Times> result = new LinkedHashMap<>();
        measured.forEach((way, nanos) -> result.put(way, Times.of(nanos)));
        return result;
    }

    private static <K> Map<K, List<Long>> round(Map<K, Operation> ways, Duration each) throws Exception {
        Map<K, List<Long>> nanos = new LinkedHashMap<>();
        ways.keySet().forEach(way -> nanos.put(way, new ArrayList<>()));
        List<K> order = new ArrayList<>(ways.keySet());
        long end = System.nanoTime() + ways.size() * each.toNanos();
        for (int time = 0; time < LEAST || System.nanoTime() < end; time++) {
            for (K way : order) {
                long start = System.nanoTime();
                ways.get(way).run(time);
                nanos.get(way).add(System.nanoTime() - start);
            }
            order.add(order.remove(0));
        }
        return nanos;
    }
}
