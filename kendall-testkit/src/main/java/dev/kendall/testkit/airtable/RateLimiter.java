package dev.kendall.testkit.airtable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Counts requests in a window of one second that slides, and refuses all for a while after one too many. Thread-safe. */
final class RateLimiter {
    private static final Duration WINDOW = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Instant> admitted = new ArrayDeque<>();
    private RateLimits limits = RateLimits.none();
    private @Nullable Instant closedUntil;

    /** Forgets what was before. */
    void limits(RateLimits limits) {
        lock.lock();
        try {
            this.limits = limits;
            admitted.clear();
            closedUntil = null;
        } finally {
            lock.unlock();
        }
    }

    /** The refusal, or nothing when the request is let in. */
    Optional<Answer> refusal(Instant now) {
        lock.lock();
        try {
            return admits(now) ? Optional.empty() : Optional.of(Answer.rateLimited(limits.shape()));
        } finally {
            lock.unlock();
        }
    }

    private boolean admits(Instant now) {
        if (limits.perSecond() == Integer.MAX_VALUE) {
            return true;
        }
        if (closedUntil != null && now.isBefore(closedUntil)) {
            return false;
        }
        closedUntil = null;
        Instant begin = now.minus(WINDOW);
        while (!admitted.isEmpty() && !admitted.getFirst().isAfter(begin)) {
            admitted.removeFirst();
        }
        if (admitted.size() >= limits.perSecond()) {
            closedUntil = now.plus(limits.penalty());
            admitted.clear();
            return false;
        }
        admitted.addLast(now);
        return true;
    }
}
