package dev.kendall.learning.memory;

import dev.kendall.failure.Cancelled;
import dev.kendall.learning.extraction.ExtractionReport;
import dev.kendall.learning.extraction.ExtractorGuard;
import dev.kendall.learning.extraction.ExtractorOutcome;
import dev.kendall.learning.extraction.GuardTerms;
import dev.kendall.learning.extraction.GuardedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Asks extractors, and lets none of them do harm: one that throws, hangs, floods, or claims what nobody said is reported, and the others go on. A
 * call that takes too long is interrupted and given up; while it still runs, its extractor is not asked again, so that an extractor that heeds no
 * interrupt holds as many threads as windows were extracted at once. Thread-safe.
 */
public final class GuardedExtraction {
    private static final int MAX_STUCK = 1;

    private final List<ExtractorGuard<MemoryExtractor>> guards;
    private final ExtractionLimits limits;

    /**
     * Guards these extractors.
     *
     * @param executor runs them; its threads are the host's. One that runs in the calling thread sets no time limit
     * @throws IllegalArgumentException when two share a name
     */
    public GuardedExtraction(List<MemoryExtractor> extractors, ExtractionLimits limits, Executor executor) {
        this.limits = Objects.requireNonNull(limits, "limits");
        GuardTerms terms = new GuardTerms(limits.time(), MAX_STUCK, executor);
        this.guards = ExtractorGuard.of(extractors, MemoryExtractor::name, terms);
    }

    private GuardedExtraction(ExtractionLimits limits, List<ExtractorGuard<MemoryExtractor>> guards) {
        this.limits = limits;
        this.guards = guards;
    }

    /** The first {@code count} of these extractors: what hangs here hangs there. */
    public GuardedExtraction first(int count) {
        return new GuardedExtraction(limits, guards.subList(0, count));
    }

    /** How those ended that would not be asked now, because they hang and heed no interrupt; none in most cases. */
    public List<ExtractorOutcome> busy() {
        return guards.stream()
                .filter(ExtractorGuard::isBusy)
                .map(ExtractorGuard::busy)
                .toList();
    }

    /**
     * What the extractors find, one after the other.
     *
     * @return the claims, each of which cites a message of the window's evidence and quotes it
     * @throws dev.kendall.failure.Cancelled when the calling thread is interrupted; its interrupt flag is set again
     */
    public ExtractionReport<Claim> extract(MemoryWindow window) {
        List<Claim> claims = new ArrayList<>();
        List<ExtractorOutcome> outcomes = new ArrayList<>();
        try {
            for (ExtractorGuard<MemoryExtractor> guard : guards) {
                outcomes.add(extract(guard, window, claims));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Cancelled("extraction for user " + window.user() + " was interrupted", e);
        }
        return new ExtractionReport<>(claims, outcomes);
    }

    private ExtractorOutcome extract(ExtractorGuard<MemoryExtractor> guard, MemoryWindow window, List<Claim> claims)
            throws InterruptedException {
        GuardedCall<Extraction> call;
        try {
            call = guard.call(extractor -> extractor.extract(window), extractor -> extractor.estimate(window));
        } catch (RejectedExecutionException e) {
            return ExtractorOutcome.failed(guard.name(), Duration.ZERO, e);
        }
        Extraction extraction = call.answer();
        if (extraction == null) {
            return call.outcome();
        }
        ClaimCheck check = new ClaimCheck(window, limits);
        List<Claim> kept = check.check(extraction);
        claims.addAll(kept);
        return call.outcome().with(kept.size(), check.dropped()).with(extraction.tokens());
    }
}
