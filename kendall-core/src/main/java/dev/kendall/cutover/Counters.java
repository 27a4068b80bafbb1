package dev.kendall.cutover;

import dev.kendall.failure.StorageUnavailable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this node has counted and not told the others yet. Thread-safe. */
final class Counters {
    private static final Logger LOG = LoggerFactory.getLogger(Counters.class);

    static final String COMPARED = "shadow/compared";
    static final String MISMATCHED = "shadow/mismatched";
    static final String DROPPED = "shadow/dropped";
    static final String FAILED = "shadow/failed";
    static final String UNSETTLED = "shadow/unsettled";
    static final String FIELD = "field/";

    /** What a call does. */
    enum Work {
        /** Reads for a caller. */
        READ,
        /** Writes for a caller. */
        WRITE,
        /** Reads for a comparison. */
        SHADOW
    }

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final ReentrantLock together = new ReentrantLock();

    void add(String name, long delta) {
        counts.computeIfAbsent(name, key -> new LongAdder()).add(delta);
    }

    /** Counts what belongs together: it is told together. */
    void addAll(Map<String, Long> deltas) {
        together.lock();
        try {
            deltas.forEach(this::add);
        } finally {
            together.unlock();
        }
    }

    /** Counts a call by the power of two of its microseconds. */
    void took(Side side, Work work, Duration time) {
        add(LatencyStatus.counter(side, work.name(), time), 1);
    }

    void failed(Side side, Work work) {
        add(LatencyStatus.failures(side, work.name()), 1);
    }

    /** Tells the others. What cannot be told is kept for the next time. */
    void flush(Observations observations) {
        Map<String, Long> deltas = taken();
        if (deltas.isEmpty()) {
            return;
        }
        try {
            observations.add(deltas);
        } catch (StorageUnavailable e) {
            addAll(deltas);
            LOG.warn("what this node counted cannot be told yet: {}", e.getMessage());
        }
    }

    private Map<String, Long> taken() {
        Map<String, Long> deltas = new HashMap<>();
        together.lock();
        try {
            counts.forEach((name, adder) -> {
                long delta = adder.sumThenReset();
                if (delta != 0) {
                    deltas.put(name, delta);
                }
            });
        } finally {
            together.unlock();
        }
        return deltas;
    }
}
