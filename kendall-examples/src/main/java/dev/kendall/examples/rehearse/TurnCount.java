package dev.kendall.examples.rehearse;

import dev.kendall.examples.command.Failures;
import dev.kendall.user.UserId;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** How many turns were done and how many failed. Thread-safe. */
final class TurnCount {
    private final PrintWriter out;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();

    /** A count that names each failure to {@code out}. */
    TurnCount(PrintWriter out) {
        this.out = out;
    }

    void done(long tookNanos) {
        done.incrementAndGet();
        nanos.addAndGet(tookNanos);
    }

    void failed(UserId user, RuntimeException failure) {
        failed.incrementAndGet();
        out.println(
                "A turn of user " + user + " failed: " + Failures.from(failure).sentence());
        out.flush();
    }

    long failed() {
        return failed.get();
    }

    /** "12 turns, 0 failed, 1.9 s each". */
    String line() {
        long turns = done.get();
        Duration each = Duration.ofNanos(turns == 0 ? 0 : nanos.get() / turns);
        return String.format(
                Locale.ROOT, "%d turns, %d failed, %.2f s each", turns, failed.get(), each.toMillis() / 1e3);
    }
}
