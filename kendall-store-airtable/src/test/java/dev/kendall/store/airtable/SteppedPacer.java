package dev.kendall.store.airtable;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;

/** Time that passes when the test says so. */
final class SteppedPacer implements Pacer {
    private final AtomicLong nanos = new AtomicLong();

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public void await(Condition changed, long waited) throws InterruptedException {
        changed.await(1, TimeUnit.MILLISECONDS);
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
