package dev.kendall.testkit.postgres;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What a network does to all bytes that go through it. Thread-safe. */
final class WireWeather {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition resumed = lock.newCondition();
    private volatile long roundTripNanos;
    private boolean stalled;

    void delay(Duration roundTrip) {
        roundTripNanos = roundTrip.toNanos();
    }

    long roundTripNanos() {
        return roundTripNanos;
    }

    void stall() {
        lock.lock();
        try {
            stalled = true;
        } finally {
            lock.unlock();
        }
    }

    void resume() {
        lock.lock();
        try {
            stalled = false;
            resumed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns at once, or when the stall ends. */
    void awaitNoStall() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (stalled) {
                resumed.await();
            }
        } finally {
            lock.unlock();
        }
    }
}
