package dev.kendall.benchmarks.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * What came of playing the messages of several users at once.
 *
 * @param finished how many seconds each message took that was played to its end
 * @param cutOff for how many seconds each message had been played that was not at its end when the time was over
 */
record Performance(List<Double> finished, List<Double> cutOff) {
    private static final double SECOND = 1e9;

    Performance {
        finished = List.copyOf(finished);
        cutOff = List.copyOf(cutOff);
    }

    /**
     * Plays every part in a thread of its own, all from the same moment.
     *
     * @param limit after which those that are not through are cut off
     * @throws Exception what a player failed with: none is expected to
     */
    static Performance of(List<Part> parts, Duration limit) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(parts.size());
        try {
            List<Future<Performance>> played =
                    parts.stream().map(part -> threads.submit(() -> play(part))).toList();
            threads.shutdown();
            if (!threads.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                threads.shutdownNow();
            }
            List<Performance> results = new ArrayList<>();
            for (Future<Performance> one : played) {
                results.add(one.get());
            }
            return all(results);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Performance play(Part part) throws Exception {
        List<Double> finished = new ArrayList<>();
        for (ScriptedMessage message : part.messages()) {
            long start = System.nanoTime();
            try {
                part.player().play(message);
            } catch (InterruptedException e) {
                return new Performance(finished, List.of(secondsSince(start)));
            }
            finished.add(secondsSince(start));
        }
        return new Performance(finished, List.of());
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / SECOND;
    }

    static Performance all(List<Performance> some) {
        return new Performance(
                some.stream().flatMap(one -> one.finished().stream()).toList(),
                some.stream().flatMap(one -> one.cutOff().stream()).toList());
    }

    /** How many messages were begun. */
    int begun() {
        return finished.size() + cutOff.size();
    }

    /**
     * How long the message takes that a part of all takes no longer than, by the nearest rank: 0.5 is the median, 1 the worst. A message
     * that was cut off takes longer than it had been played for.
     */
    Seconds at(double part) {
        List<Double> all = new ArrayList<>(finished);
        all.addAll(cutOff);
        all.sort(null);
        double value = all.get(Math.max(0, (int) Math.ceil(part * all.size()) - 1));
        // One that was cut off later took longer than this in any case.
        return new Seconds(value, cutOff.stream().anyMatch(seconds -> seconds <= value));
    }

    /**
     * A time.
     *
     * @param more whether it was longer than this, nobody knows how much
     */
    record Seconds(double value, boolean more) {}
}
