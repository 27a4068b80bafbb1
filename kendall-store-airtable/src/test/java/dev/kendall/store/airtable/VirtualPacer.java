package dev.kendall.store.airtable;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;

/** Time that passes at once when somebody waits for it. */
final class VirtualPacer implements Pacer {
    private final AtomicLong nanos =
            new AtomicLong(Long.MAX_VALUE - Duration.ofMinutes(1).toNanos());

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public void await(Condition changed, long waited) {
        nanos.addAndGet(waited);
    }
}
