package dev.kendall.cutover;

import dev.kendall.internal.Checks;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

final class InMemoryObservations implements Observations {
    private final ReentrantLock lock = new ReentrantLock();
    private final SortedMap<String, Long> counters = new TreeMap<>();
    private final Deque<Mismatch> mismatches = new ArrayDeque<>();

    @Override
    public void add(Map<String, Long> deltas) {
        lock.lock();
        try {
            deltas.forEach((name, delta) -> counters.merge(Checks.filled("name", name, 100), delta, Long::sum));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public SortedMap<String, Long> counters() {
        lock.lock();
        try {
            return Collections.unmodifiableSortedMap(new TreeMap<>(counters));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void report(List<Mismatch> found) {
        lock.lock();
        try {
            found.forEach(mismatches::addFirst);
            while (mismatches.size() > MAX_MISMATCHES) {
                mismatches.removeLast();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Mismatch> listMismatches(int limit) {
        Checks.range("limit", limit, 1, MAX_MISMATCHES);
        lock.lock();
        try {
            return mismatches.stream().limit(limit).toList();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void clear() {
        lock.lock();
        try {
            counters.clear();
            mismatches.clear();
        } finally {
            lock.unlock();
        }
    }
}
