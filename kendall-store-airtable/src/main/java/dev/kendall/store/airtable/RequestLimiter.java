package dev.kendall.store.airtable;

import dev.kendall.failure.Cancelled;
import dev.kendall.failure.StorageUnavailable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets so many requests a second through to one base, those of an earlier {@link Lane} first, those of one lane in the order they came.
 * Thread-safe.
 *
 * <p>Airtable allows 5 requests a second to a base and punishes the next one with half a minute of 429 for everybody. So the pace is kept in a
 * sliding window: as many requests as there are slots in any {@value #WINDOW_MILLIS} milliseconds, which is a second and a little for what
 * travels at different speed. After a 429 {@linkplain #pause nobody} is let through until the penalty is over.
 *
 * <p>A token bucket was rejected: full, it lets twice the rate through in its first second. Even spacing was rejected: it makes the calls of one
 * chat message wait for each other though the base is idle.
 */
final class RequestLimiter {
    private static final int WINDOW_MILLIS = 1_050;
    private static final long WINDOW = Duration.ofMillis(WINDOW_MILLIS).toNanos();

    private static final class Queue {
        private final Deque<Object> waiting = new ArrayDeque<>();
        private long requests;
        private long rateLimited;
        private long waitedNanos;
        private long longestNanos;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Lane, Queue> queues = new EnumMap<>(Lane.class);
    private final Deque<Long> recent = new ArrayDeque<>();
    private final Pacer pacer;
    private int perSecond;
    private long closedUntil;

    RequestLimiter(int perSecond, Pacer pacer) {
        this.perSecond = perSecond;
        this.pacer = pacer;
        this.closedUntil = pacer.nanos();
        for (Lane lane : Lane.values()) {
            queues.put(lane, new Queue());
        }
    }

    Pacer pacer() {
        return pacer;
    }

    /** Lets no more than this through from now on; of several storages of one base the most careful decides. */
    void atMost(int requestsPerSecond) {
        lock.lock();
        try {
            perSecond = Math.min(perSecond, requestsPerSecond);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns when a request of the lane may be sent.
     *
     * @param notBefore the pacer's time before which it must not be sent
     * @param deadline the pacer's time at which it is given up
     * @throws StorageUnavailable when the deadline comes first
     * @throws Cancelled when the thread is interrupted, whose flag stays set
     */
    void acquire(Lane lane, long notBefore, long deadline) {
        Object ticket = new Object();
        long arrived = pacer.nanos();
        try {
            lock.lockInterruptibly();
            try {
                await(lane, ticket, notBefore, deadline);
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Cancelled("waiting for a turn to call Airtable was interrupted; nothing was sent", e);
        } finally {
            count(lane, pacer.nanos() - arrived);
        }
    }

    private void await(Lane lane, Object ticket, long notBefore, long deadline) throws InterruptedException {
        Deque<Object> own = queue(lane).waiting;
        boolean queued = false;
        try {
            while (true) {
                long now = pacer.nanos();
                if (now - deadline >= 0) {
                    throw new StorageUnavailable(
                            "no turn to call Airtable came before the call's deadline: the base's requests a second are used up;"
                                    + " try later",
                            Duration.ofNanos(Math.max(WINDOW, closedUntil - now)),
                            null);
                }
                // Whoever backs off does not stand in the way of others.
                long wait = notBefore - now;
                if (wait <= 0) {
                    if (!queued) {
                        own.addLast(ticket);
                        queued = true;
                    }
                    wait = isNext(lane, ticket) ? untilSlot(now) : deadline - now;
                    if (wait <= 0) {
                        recent.addLast(now);
                        queue(lane).requests++;
                        return;
                    }
                }
                pacer.await(changed, Math.min(wait, deadline - now));
            }
        } finally {
            own.remove(ticket);
            changed.signalAll();
        }
    }

    private boolean isNext(Lane lane, Object ticket) {
        for (Lane earlier : Lane.values()) {
            Deque<Object> waiting = queue(earlier).waiting;
            if (earlier == lane) {
                return waiting.peekFirst() == ticket;
            }
            if (!waiting.isEmpty()) {
                return false;
            }
        }
        return false;
    }

    private long untilSlot(long now) {
        while (!recent.isEmpty() && now - recent.peekFirst() >= WINDOW) {
            recent.removeFirst();
        }
        long penalty = closedUntil - now;
        long[] over = {penalty};
        if (recent.size() >= perSecond) {
            recent.stream()
                    .skip(recent.size() - (long) perSecond)
                    .findFirst()
                    .ifPresent(oldest -> over[0] = Math.max(penalty, oldest + WINDOW - now));
        }
        return over[0];
    }

    /** A request of the lane was answered with 429: nobody is let through for that long. */
    void pause(Lane lane, Duration penalty) {
        lock.lock();
        try {
            queue(lane).rateLimited++;
            long until = pacer.nanos() + penalty.toNanos();
            if (until - closedUntil > 0) {
                closedUntil = until;
            }
        } finally {
            lock.unlock();
        }
    }

    private void count(Lane lane, long waitedNanos) {
        lock.lock();
        try {
            Queue queue = queue(lane);
            queue.waitedNanos += waitedNanos;
            queue.longestNanos = Math.max(queue.longestNanos, waitedNanos);
        } finally {
            lock.unlock();
        }
    }

    Map<Lane, LaneTraffic> traffic() {
        lock.lock();
        try {
            Map<Lane, LaneTraffic> traffic = new EnumMap<>(Lane.class);
            queues.forEach((lane, queue) -> traffic.put(
                    lane,
                    new LaneTraffic(
                            queue.requests,
                            queue.rateLimited,
                            queue.waiting.size(),
                            Duration.ofNanos(queue.waitedNanos),
                            Duration.ofNanos(queue.longestNanos))));
            return traffic;
        } finally {
            lock.unlock();
        }
    }

    private Queue queue(Lane lane) {
        return Objects.requireNonNull(queues.get(lane));
    }
}
