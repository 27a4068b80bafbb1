package dev.kendall.learning.triggerdev;

import dev.kendall.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes at once when somebody waits for it, also on a clock. */
final class VirtualPacer implements Pacer {
    private final TestClock clock;
    private final List<Duration> waits = new ArrayList<>();
    private long nanos = Long.MAX_VALUE - 1_000;

    VirtualPacer(TestClock clock) {
        this.clock = clock;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public void pass(long waited) {
        nanos += waited;
        waits.add(Duration.ofNanos(waited));
        clock.advance(Duration.ofNanos(waited));
    }

    List<Duration> waits() {
        return waits;
    }
}
