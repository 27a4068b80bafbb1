package dev.kendall.cutover;

import dev.kendall.failure.Cancelled;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes a worker before its time. Rings while nobody sleeps are kept, as one. Thread-safe. */
final class Alarm {
    private final Semaphore rung = new Semaphore(0);

    void ring() {
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    /** Sleeps until it rings, at most for {@code limit}. */
    void await(Duration limit) {
        try {
            if (rung.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                rung.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Cancelled("interrupted while waiting for something to copy", e);
        }
    }
}
