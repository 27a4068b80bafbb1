package dev.kendall.store.airtable;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/** The time that requests are paced by, and how to let it pass. */
interface Pacer {
    /** The machine's. */
    Pacer SYSTEM = new Pacer() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void await(Condition changed, long nanos) throws InterruptedException {
            changed.await(nanos, TimeUnit.NANOSECONDS);
        }
    };

    /** Nanoseconds since some moment. */
    long nanos();

    /** Returns when {@code nanos} have passed or the condition was signalled, whichever is first. The condition's lock is held. */
    void await(Condition changed, long nanos) throws InterruptedException;
}
