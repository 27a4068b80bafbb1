package dev.kendall.learning.pattern;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs extractors over a window, one after the other, each guarded: what one of them does affects no other.
 *
 * <p>An extractor that throws, even an {@link Error}, finds nothing. One that takes longer than the time limit is interrupted and given
 * up; when
 * {@value #MAX_HANGING} of its runs hang on all the same, it is not asked again until one of them ends, so that it costs no more
 * threads. Of one that finds too much the first are kept. Every finding is checked: it cites messages of the window, names a contact of
 * the user's, and has a key of its own. All of it is counted in the report, which holds nothing that was said.
 *
 * <p>Thread-safe. What an extractor keeps in memory is not limited: it runs in this process, and a host trusts the code it adds.
 */
public final class PatternExtraction {
    private static final int MAX_HANGING = 2;
    private static final int MAX_INVALID_TOLD = 10;

    private final List<PatternExtractor> extractors;
    private final List<String> names;
    private final Duration timeLimit;
    private final int maxFindings;
    private final ExecutorService threads;
    private final InstantSource clock;
    /** How many more runs of each extractor may hang. */
    private final Map<String, Semaphore> mayHang = new ConcurrentHashMap<>();

    private PatternExtraction(Builder builder) {
        extractors = List.copyOf(builder.extractors);
        names = extractors.stream().map(PatternExtractor::name).toList();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!name.matches("[a-z][a-z0-9_]{0,63}")) {
                throw new IllegalArgumentException(
                        "an extractor's name must be 1 to 64 of a-z, 0-9 and _, beginning with a letter");
            }
            if (!seen.add(name)) {
                throw new IllegalArgumentException("two extractors are named " + name + "; give one another name");
            }
            mayHang.put(name, new Semaphore(MAX_HANGING));
        }
        timeLimit = builder.timeLimit;
        maxFindings = builder.maxFindings;
        threads = builder.threads;
        clock = builder.clock;
    }

    /** The extractors that Kendall brings along; see {@link BuiltInExtractors}. */
    public static PatternExtraction builtIn() {
        return builder().extractors(BuiltInExtractors.all()).build();
    }

    /** A runner to set up; it has no extractor yet. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * What the extractors find in the window.
     *
     * @throws CancellationException when the calling thread is interrupted; the flag stays set
     */
    public ExtractionReport run(PatternWindow window) {
        List<Found> found = new ArrayList<>();
        List<ExtractorRun> runs = new ArrayList<>();
        for (int i = 0; i < extractors.size(); i++) {
            runs.add(run(i, window, found));
        }
        return new ExtractionReport(found, runs);
    }

    private ExtractorRun run(int index, PatternWindow window, List<Found> found) {
        String name = names.get(index);
        Instant started = clock.instant();
        List<ExtractionFailure> failures = new ArrayList<>();
        List<Finding> returned = ask(index, window, failures);
        Duration took = Duration.between(started, clock.instant());
        FindingCheck check = new FindingCheck(window);
        int accepted = 0;
        int invalid = 0;
        for (Finding finding : returned.subList(0, Math.min(maxFindings, returned.size()))) {
            String wrong = check.refuse(finding).orElse(null);
            if (wrong == null) {
                found.add(new Found(name, finding));
                accepted++;
            } else if (invalid++ < MAX_INVALID_TOLD) {
                failures.add(new ExtractionFailure(
                        ExtractionFailure.Kind.INVALID, "extractor " + name + ": " + wrong + "; it is left out"));
            }
        }
        return new ExtractorRun(name, took.isNegative() ? Duration.ZERO : took, returned.size(), accepted, failures);
    }

    /** What the extractor returned, as a list of our own: a foreign one may do anything. At most one more than is allowed. */
    private List<Finding> ask(int index, PatternWindow window, List<ExtractionFailure> failures) {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted();
        }
        String name = names.get(index);
        Semaphore slot = Objects.requireNonNull(mayHang.get(name));
        if (!slot.tryAcquire()) {
            failures.add(new ExtractionFailure(
                    ExtractionFailure.Kind.STILL_HANGING,
                    "extractor " + name + " was not asked: " + MAX_HANGING
                            + " of its runs still hang; make it end when it is interrupted"));
            return List.of();
        }
        PatternExtractor extractor = extractors.get(index);
        AtomicBoolean begun = new AtomicBoolean();
        Future<List<Finding>> answer = submit(slot, () -> {
            begun.set(true);
            return bounded(extractor.extract(window));
        });
        try {
            List<Finding> returned = answer.get(timeLimit.toNanos(), TimeUnit.NANOSECONDS);
            if (returned.size() > maxFindings) {
                failures.add(new ExtractionFailure(
                        ExtractionFailure.Kind.FLOODED,
                        "extractor " + name + " found more than the " + maxFindings
                                + " patterns that are allowed; the first are kept"));
            }
            return returned;
        } catch (TimeoutException e) {
            answer.cancel(true);
            String why = begun.get() ? " did not end" : " found no free thread";
            failures.add(new ExtractionFailure(
                    ExtractionFailure.Kind.TIMED_OUT,
                    "extractor " + name + why + " within " + timeLimit + ", and was given up"));
        } catch (ExecutionException e) {
            failures.add(new ExtractionFailure(
                    ExtractionFailure.Kind.THREW,
                    "extractor " + name + " ended in "
                            + Objects.requireNonNullElse(e.getCause(), e)
                                    .getClass()
                                    .getName()));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw interrupted();
        }
        return List.of();
    }

    private static CancellationException interrupted() {
        return new CancellationException("the extraction of patterns was interrupted");
    }

    /** The slot is given back when the run really ends, however long after it was given up. */
    private Future<List<Finding>> submit(Semaphore slot, Callable<List<Finding>> work) {
        FutureTask<List<Finding>> task = new FutureTask<>(work);
        try {
            threads.execute(() -> {
                try {
                    task.run();
                } finally {
                    slot.release();
                }
            });
        } catch (RejectedExecutionException e) {
            slot.release();
            throw e;
        }
        return task;
    }

    private List<Finding> bounded(List<Finding> returned) {
        List<Finding> copy = new ArrayList<>();
        for (Finding finding : returned) {
            copy.add(finding);
            if (copy.size() > maxFindings) {
                break;
            }
        }
        return copy;
    }

    /** Sets up a runner. Not thread-safe. */
    public static final class Builder {
        private final List<PatternExtractor> extractors = new ArrayList<>();
        private Duration timeLimit = Duration.ofSeconds(30);
        private int maxFindings = 100;
        private ExecutorService threads = Executors.newCachedThreadPool(Builder::thread);
        private InstantSource clock = InstantSource.system();

        private Builder() {}

        /** A thread that does not keep the process alive. */
        private static Thread thread(Runnable work) {
            Thread thread = new Thread(work, "kendall-patterns");
            thread.setDaemon(true);
            return thread;
        }

        /** Also: this extractor, asked after those named before. */
        public Builder extractor(PatternExtractor extractor) {
            extractors.add(Objects.requireNonNull(extractor, "extractor"));
            return this;
        }

        /** Also: these extractors, in their order. */
        public Builder extractors(Collection<? extends PatternExtractor> extractors) {
            extractors.forEach(this::extractor);
            return this;
        }

        /** How long an extractor may take on one window. Default: 30 seconds; 1 millisecond to 1 hour. */
        public Builder timeLimit(Duration timeLimit) {
            if (timeLimit.compareTo(Duration.ofMillis(1)) < 0 || timeLimit.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException(
                        "the time limit is " + timeLimit + "; it must be from 1 millisecond to 1 hour");
            }
            this.timeLimit = timeLimit;
            return this;
        }

        /** How many findings of one extractor on one window are kept. Default: 100; 1 to 10,000. */
        public Builder maxFindings(int maxFindings) {
            if (maxFindings < 1 || maxFindings > 10_000) {
                throw new IllegalArgumentException(
                        "the most findings are " + maxFindings + "; they must be from 1 to 10000");
            }
            this.maxFindings = maxFindings;
            return this;
        }

        /**
         * Where the extractors run; it stays the caller's to shut down. Default: threads of its own, daemons, that end when they are
         * idle. A bounded pool may make an extractor wait, which counts as its time.
         */
        public Builder threads(ExecutorService threads) {
            this.threads = Objects.requireNonNull(threads, "threads");
            return this;
        }

        /** What runs are timed by. Default: the system's clock. */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * The runner.
         *
         * @throws IllegalArgumentException when an extractor's name is none, or two have the same
         */
        public PatternExtraction build() {
            return new PatternExtraction(this);
        }
    }
}
