package dev.kendall.job.worker;

import dev.kendall.failure.Cancelled;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes a loop before its time. Wake-ups while nobody sleeps are kept, as one. Thread-safe. */
final class Wakeups {
    private final Semaphore woken = new Semaphore(0);

    void wake() {
        if (woken.availablePermits() == 0) {
            woken.release();
        }
    }

    /** Sleeps until somebody wakes it, at most for {@code limit}. */
    void await(Duration limit) {
        try {
            if (woken.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                woken.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Cancelled("interrupted while waiting for jobs", e);
        }
    }
}
