package dev.kendall.benchmarks.paired;

import dev.kendall.benchmarks.report.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures several ways beside each other: they take turns, slice by slice, another one first each time. A slice is so long that what a way
 * leaves to other threads meets this way's own next operations, as it would in operation, and so short that what disturbs the machine
 * meets all ways. One thread.
 *
 * @param rounds how many rounds
 * @param slices how many slices of each way a round has
 * @param slice how long one is, about; it holds one operation at least
 * @param warmUp how many slices each way runs before, which are not measured
 */
public record Slices(int rounds, int slices, Duration slice, int warmUp) {
    /** One of the ways. */
    @FunctionalInterface
    public interface Operation {
        /** Does it; counted from 0 in each way. */
        void run(int time);
    }

    /** The times of each way, by its name. */
    public Map<String, Times> measure(Map<String, Operation> ways) {
        Map<String, Integer> times = new LinkedHashMap<>();
        ways.keySet().forEach(way -> times.put(way, 0));
        List<String> order = new ArrayList<>(ways.keySet());
        round(ways, order, times, warmUp);
        Map<String, List<long[]>> measured = new LinkedHashMap<>();
        ways.keySet().forEach(way -> measured.put(way, new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            round(ways, order, times, slices)
                    .forEach((way, nanos) -> measured.get(way)
                            .add(nanos.stream().mapToLong(Long::longValue).toArray()));
        }
        Map<String, Times> result = new LinkedHashMap<>();
        measured.forEach((way, nanos) -> result.put(way, Times.of(nanos)));
        return result;
    }

    private Map<String, List<Long>> round(
            Map<String, Operation> ways, List<String> order, Map<String, Integer> times, int count) {
        Map<String, List<Long>> nanos = new LinkedHashMap<>();
        ways.keySet().forEach(way -> nanos.put(way, new ArrayList<>()));
        for (int i = 0; i < count; i++) {
            for (String way : order) {
                long end = System.nanoTime() + slice.toNanos();
                long start = System.nanoTime();
                do {
                    ways.get(way).run(times.merge(way, 1, Integer::sum) - 1);
                    long done = System.nanoTime();
                    nanos.get(way).add(done - start);
                    start = done;
                } while (start < end);
            }
            order.add(order.remove(0));
        }
        return nanos;
    }
}
