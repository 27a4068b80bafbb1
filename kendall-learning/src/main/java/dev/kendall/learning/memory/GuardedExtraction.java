package dev.kendall.learning.memory;

import dev.kendall.failure.Cancelled;
import dev.kendall.internal.Checks;
import dev.kendall.learning.memory.ExtractorOutcome.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Asks extractors, and lets none of them do harm: one that throws, hangs, floods, or claims what nobody said is reported, and the others go on. A
 * call that takes too long is interrupted and given up; while it still runs, its extractor is not asked again, so that an extractor that heeds no
 * interrupt holds as many threads as windows were extracted at once. Thread-safe.
 */
public final class GuardedExtraction {
    private final List<Guarded> extractors;
    private final ExtractionLimits limits;
    private final Executor executor;

    /** An extractor and how many of its calls were given up and still run. */
    private record Guarded(MemoryExtractor extractor, String name, AtomicInteger stuck) {}

    /**
     * Guards these extractors.
     *
     * @param executor runs them; its threads are the host's. One that runs in the calling thread sets no time limit
     * @throws IllegalArgumentException when two share a name
     */
    public GuardedExtraction(List<MemoryExtractor> extractors, ExtractionLimits limits, Executor executor) {
        List<Guarded> guarded = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (MemoryExtractor extractor : extractors) {
            String name = Checks.slug("extractor name", extractor.name());
            if (!names.add(name)) {
                throw new IllegalArgumentException("two extractors are called " + name + "; rename one");
            }
            guarded.add(new Guarded(extractor, name, new AtomicInteger()));
        }
        this.extractors = List.copyOf(guarded);
        this.limits = Objects.requireNonNull(limits, "limits");
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    /**
     * What the extractors find, one after the other.
     *
     * @throws dev.kendall.failure.Cancelled when the calling thread is interrupted; its interrupt flag is set again
     */
    public ExtractionReport extract(MemoryWindow window) {
        List<Claim> claims = new ArrayList<>();
        List<ExtractorOutcome> outcomes = new ArrayList<>();
        for (Guarded guarded : extractors) {
            outcomes.add(
                    guarded.stuck().get() > 0
                            ? ExtractorOutcome.without(guarded.name(), Status.BUSY, Duration.ZERO, null)
                            : run(guarded, window, claims));
        }
        return new ExtractionReport(claims, outcomes);
    }

    private ExtractorOutcome run(Guarded guarded, MemoryWindow window, List<Claim> claims) {
        AtomicInteger state = new AtomicInteger();
        FutureTask<Extraction> call = new FutureTask<>(() -> guarded.extractor().extract(window));
        Runnable counted = () -> {
            call.run();
            if (!state.compareAndSet(0, 1)) {
                guarded.stuck().decrementAndGet();
            }
        };
        long begin = System.nanoTime();
        try {
            executor.execute(counted);
            Extraction extraction = call.get(limits.time().toNanos(), TimeUnit.NANOSECONDS);
            if (extraction == null) {
                return failed(guarded, begin, "null");
            }
            ClaimCheck check = new ClaimCheck(window, limits);
            List<Claim> kept = check.check(extraction);
            claims.addAll(kept);
            return new ExtractorOutcome(
                    guarded.name(), Status.DONE, kept.size(), check.dropped(), extraction.tokens(), since(begin), null);
        } catch (ExecutionException e) {
            return failed(
                    guarded,
                    begin,
                    Objects.requireNonNull(e.getCause()).getClass().getName());
        } catch (RejectedExecutionException e) {
            return failed(guarded, begin, e.getClass().getName());
        } catch (TimeoutException e) {
            if (state.compareAndSet(0, 2)) {
                guarded.stuck().incrementAndGet();
            }
            call.cancel(true);
            return ExtractorOutcome.without(guarded.name(), Status.TIMED_OUT, since(begin), null);
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw new Cancelled("extraction for user " + window.user() + " was interrupted", e);
        }
    }

    private static ExtractorOutcome failed(Guarded guarded, long begin, @Nullable String failure) {
        return ExtractorOutcome.without(guarded.name(), Status.FAILED, since(begin), failure);
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
