package dev.kendall.store.postgres;

import dev.kendall.failure.Cancelled;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a step over and over on one thread, until it is stopped or the thread is interrupted. The step says how long to wait before the
 * next.
 */
final class Repeating implements Runnable {
    private final Supplier<Duration> step;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread thread;

    Repeating(Supplier<Duration> step) {
        this.step = step;
    }

    @Override
    public void run() {
        if (!begin()) {
            return;
        }
        try {
            Duration wait = Duration.ZERO;
            while (!stopped.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                wait = step.get();
            }
        } catch (InterruptedException | Cancelled e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    private boolean begin() {
        lock.lock();
        try {
            thread = stopped.getCount() == 0 ? null : Thread.currentThread();
            return thread != null;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            thread = null;
            if (stopped.getCount() == 0) {
                // The interrupt was meant for the step, not for what an executor runs on this thread next.
                Thread.interrupted();
            }
            ended.countDown();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets no further step begin, interrupts the present one and waits for its end.
     *
     * @return whether it ended in time; not when this thread is interrupted, which it stays
     */
    boolean stop(Duration limit) {
        if (!interrupt()) {
            return true;
        }
        try {
            return ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether there is a step of another thread to wait for. */
    private boolean interrupt() {
        lock.lock();
        try {
            stopped.countDown();
            Thread running = thread;
            if (running == null || running == Thread.currentThread()) {
                return false;
            }
            running.interrupt();
            return true;
        } finally {
            lock.unlock();
        }
    }
}
