package dev.kendall.learning.triggerdev;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The time that waits are measured in, and how to let it pass. */
interface Pacer {
    /** The machine's. */
    Pacer SYSTEM = new Pacer() {
        private final CountDownLatch never = new CountDownLatch(1);

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void pass(long nanos) throws InterruptedException {
            if (never.await(nanos, TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException("Nobody opens this latch.");
            }
        }
    };

    /** Nanoseconds since some moment. */
    long nanos();

    /** Returns when they have passed. */
    void pass(long nanos) throws InterruptedException;
}
