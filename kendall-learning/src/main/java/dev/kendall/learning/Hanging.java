package dev.kendall.learning;

import dev.kendall.learning.extraction.ExtractorOutcome;
import dev.kendall.learning.memory.GuardedExtraction;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * Which extractors hang in this process and heed no interrupt, and since when. Nothing ends a thread that does not want to end, so an extractor may hang
 * until the process does. For a while it is waited for; then the others go on without it. Thread-safe.
 */
final class Hanging {
    /** As long as a network may take to tell that nobody is there any more, and longer. */
    static final Duration WAITED_FOR = Duration.ofHours(1);

    private final GuardedExtraction extraction;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Instant> since = new HashMap<>();

    Hanging(GuardedExtraction extraction) {
        this.extraction = extraction;
    }

    /** Whether every extractor would be asked now. */
    boolean isOver() {
        return extraction.busy().isEmpty();
    }

    /** The names of those that are waited for no longer. */
    Set<String> leftOut(Instant now) {
        Set<String> busy =
                extraction.busy().stream().map(ExtractorOutcome::extractor).collect(Collectors.toUnmodifiableSet());
        lock.lock();
        try {
            since.keySet().retainAll(busy);
            // A clock that was set back makes the wait no longer than it is.
            busy.forEach(name -> since.merge(name, now, (first, again) -> first.isAfter(again) ? again : first));
            return busy.stream()
                    .filter(name ->
                            !since.getOrDefault(name, now).plus(WAITED_FOR).isAfter(now))
                    .collect(Collectors.toUnmodifiableSet());
        } finally {
            lock.unlock();
        }
    }
}
