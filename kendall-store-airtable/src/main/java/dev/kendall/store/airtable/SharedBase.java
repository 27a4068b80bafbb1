package dev.kendall.store.airtable;

import dev.kendall.failure.Cancelled;
import dev.kendall.user.UserId;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What all storages of one base share in this process: its pace, one lock for each user who is written to, and what was written
 * last. Thread-safe.
 *
 * <p>They are kept for as long as the process lives: a base's limit does not end with a storage.
 */
final class SharedBase {
    private static final int LOCKS = 1_024;
    private static final Map<String, SharedBase> BASES = new ConcurrentHashMap<>();

    private final RequestLimiter limiter;
    private final LastWrites lastWrites;
    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

    SharedBase(RequestLimiter limiter) {
        this.limiter = limiter;
        this.lastWrites = new LastWrites(limiter.pacer());
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    static SharedBase of(URI endpoint, String base, int requestsPerSecond) {
        SharedBase shared = BASES.computeIfAbsent(
                endpoint + " " + base, key -> new SharedBase(new RequestLimiter(requestsPerSecond, Pacer.SYSTEM)));
        shared.limiter.atMost(requestsPerSecond);
        return shared;
    }

    RequestLimiter limiter() {
        return limiter;
    }

    LastWrites lastWrites() {
        return lastWrites;
    }

    /** Does the work while no other thread of this process writes to the user. */
    <R> R alone(UserId user, Supplier<R> work) {
        ReentrantLock lock = locks[Math.floorMod(user.hashCode(), LOCKS)];
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Cancelled(
                    "waiting for another write to user " + user + " was interrupted; nothing was written", e);
        }
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
