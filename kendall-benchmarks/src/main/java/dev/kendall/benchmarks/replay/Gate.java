package dev.kendall.benchmarks.replay;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** What every call of a base passes before it is sent. Thread-safe. */
@FunctionalInterface
interface Gate {
    /** Returns when the call may be sent. */
    void pass() throws InterruptedException;

    /** One that is always open. */
    static Gate open() {
        return () -> {};
    }

    /**
     * One that lets calls through as fast as Airtable allows, in the order they come: {@value Paced#CALLS} in any {@value
     * Paced#WINDOW_MILLIS} ms, which is a second and a little for what travels at different speed.
     */
    static Gate paced() {
        return new Paced();
    }

    /** A window that slides. */
    final class Paced implements Gate {
        static final int CALLS = 5;
        static final int WINDOW_MILLIS = 1_100;
        private static final long WINDOW = Duration.ofMillis(WINDOW_MILLIS).toNanos();

        /** Fair, and held while the first in the queue waits: so those behind it stay in order. */
        private final ReentrantLock lock = new ReentrantLock(true);

        private final Deque<Long> recent = new ArrayDeque<>(CALLS);

        private Paced() {}

        @Override
        public void pass() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                if (recent.size() == CALLS) {
                    long end = recent.removeFirst() + WINDOW;
                    TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
                }
                recent.addLast(System.nanoTime());
            } finally {
                lock.unlock();
            }
        }
    }
}
