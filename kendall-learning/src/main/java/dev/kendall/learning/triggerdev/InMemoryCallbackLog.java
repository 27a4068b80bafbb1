package dev.kendall.learning.triggerdev;

import dev.kendall.failure.ServiceUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Remembers in the process: for one node, and until it ends. Thread-safe.
 *
 * <p>Its memory is bounded. When it holds as many requests as it may, it takes no more until the oldest may be forgotten: a request that is
 * forgotten too soon could be replayed. Of work that is done it forgets the oldest instead: then it may be done once more.
 */
public final class InMemoryCallbackLog implements CallbackLog {
    private static final int DEFAULT_CAPACITY = 100_000;

    private final InstantSource clock;
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    /** In the order of their moments, as every one is remembered for the same while. */
    private final Map<String, Instant> requests = new LinkedHashMap<>();

    private final Map<String, Work> work = new LinkedHashMap<>();

    /** @param holder null when it is done */
    private record Work(@Nullable String holder, Instant until) {}

    /** For 100,000 requests and as many pieces of work. */
    public InMemoryCallbackLog(InstantSource clock) {
        this(clock, DEFAULT_CAPACITY);
    }

    /** @param capacity how many requests, and how many pieces of work, 1 or more; each takes about 200 bytes */
    public InMemoryCallbackLog(InstantSource clock, int capacity) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.capacity = Limits.range("capacity", capacity, 1, Integer.MAX_VALUE);
    }

    @Override
    public boolean note(String requestId, Instant until) {
        lock.lock();
        try {
            Instant now = clock.instant();
            Instant known = requests.get(requestId);
            if (known != null && now.isBefore(known)) {
                return false;
            }
            forget(now);
            if (requests.size() >= capacity) {
                throw new ServiceUnavailable(
                        "the log of callbacks holds " + capacity
                                + " requests, as many as it may; try later, or give it a larger capacity",
                        Duration.ofSeconds(30),
                        null);
            }
            requests.remove(requestId);
            requests.put(requestId, until);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void forget(Instant now) {
        Iterator<Instant> oldest = requests.values().iterator();
        while (oldest.hasNext() && !now.isBefore(oldest.next())) {
            oldest.remove();
        }
    }

    @Override
    public Claim claim(String workId, String holder, Instant until) {
        lock.lock();
        try {
            Work known = work.get(workId);
            if (known != null && clock.instant().isBefore(known.until())) {
                if (known.holder() == null) {
                    return Claim.DONE;
                }
                if (!known.holder().equals(holder)) {
                    return Claim.BUSY;
                }
            }
            put(workId, new Work(holder, until));
            return Claim.TAKEN;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void done(String workId, Instant until) {
        lock.lock();
        try {
            put(workId, new Work(null, until));
        } finally {
            lock.unlock();
        }
    }

    /** Newest last. What is being done is never forgotten: there is no more of it than there are threads. */
    private void put(String workId, Work entry) {
        work.remove(workId);
        work.put(workId, entry);
        Iterator<Work> oldest = work.values().iterator();
        while (work.size() > capacity && oldest.hasNext()) {
            if (oldest.next().holder() == null) {
                oldest.remove();
            }
        }
    }

    @Override
    public void release(String workId, String holder) {
        lock.lock();
        try {
            Work known = work.get(workId);
            if (known != null && holder.equals(known.holder())) {
                work.remove(workId);
            }
        } finally {
            lock.unlock();
        }
    }
}
