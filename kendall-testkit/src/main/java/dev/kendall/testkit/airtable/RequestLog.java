package dev.kendall.testkit.airtable;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Every request to a base in the order in which they ended, also those that were refused. Thread-safe. It keeps the newest 100,000; the
 * count knows all.
 */
public final class RequestLog {
    private static final int KEPT = 100_000;

    private final ConcurrentLinkedDeque<AnsweredRequest> kept = new ConcurrentLinkedDeque<>();
    private final AtomicLong count = new AtomicLong();

    RequestLog() {}

    void add(AnsweredRequest request) {
        kept.addLast(request);
        if (count.incrementAndGet() > KEPT) {
            kept.pollFirst();
        }
    }

    /** How many there were. */
    public long count() {
        return count.get();
    }

    /** How many of the kept ones are such. */
    public long count(Predicate<AnsweredRequest> which) {
        return kept.stream().filter(which).count();
    }

    /** The kept ones, oldest first. */
    public List<AnsweredRequest> all() {
        return List.copyOf(kept);
    }

    /** Forgets them and counts from 0. */
    public void clear() {
        kept.clear();
        count.set(0);
    }
}
