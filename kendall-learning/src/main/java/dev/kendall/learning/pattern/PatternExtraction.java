package dev.kendall.learning.pattern;

import dev.kendall.learning.extraction.DropReason;
import dev.kendall.learning.extraction.ExtractionReport;
import dev.kendall.learning.extraction.ExtractorGuard;
import dev.kendall.learning.extraction.ExtractorOutcome;
import dev.kendall.learning.extraction.GuardTerms;
import dev.kendall.learning.extraction.GuardedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs extractors over a window, one after the other, each guarded: what one of them does affects no other.
 *
 * <p>An extractor that throws, even an {@link Error}, finds nothing. One that takes longer than the time limit is interrupted and given
 * up; when {@value #MAX_STUCK} of its runs hang on all the same, it is not asked again until one of them ends, so that it costs no more
 * threads. Of one that finds too much the first are kept. Every finding is checked: it cites messages of the window, names a contact of
 * the user's, and has a key of its own. All of it is counted in the report, which holds nothing that was said.
 *
 * <p>Thread-safe. What an extractor keeps in memory is not limited: it runs in this process, and a host trusts the code it adds.
 */
public final class PatternExtraction {
    private static final int MAX_STUCK = 2;
    private static final int MAX_REFUSED_TOLD = 10;

    private final List<ExtractorGuard<PatternExtractor>> guards;
    private final int maxFindings;

    private PatternExtraction(Builder builder) {
        GuardTerms terms = new GuardTerms(builder.timeLimit, MAX_STUCK, builder.threads);
        guards = ExtractorGuard.of(builder.extractors, PatternExtractor::name, terms);
        maxFindings = builder.maxFindings;
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
     * @throws java.util.concurrent.RejectedExecutionException when the threads take no more
     */
    public ExtractionReport<Found> run(PatternWindow window) {
        List<Found> found = new ArrayList<>();
        List<ExtractorOutcome> outcomes = new ArrayList<>();
        try {
            for (ExtractorGuard<PatternExtractor> guard : guards) {
                outcomes.add(run(guard, window, found));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the extraction of patterns was interrupted");
        }
        return new ExtractionReport<>(found, outcomes);
    }

    private ExtractorOutcome run(ExtractorGuard<PatternExtractor> guard, PatternWindow window, List<Found> found)
            throws InterruptedException {
        GuardedCall<PatternFindings> call =
                guard.call(extractor -> extractor.find(window), extractor -> extractor.estimate(window));
        PatternFindings answer = call.answer();
        if (answer == null) {
            return call.outcome();
        }
        List<Finding> returned = answer.findings();
        Map<DropReason, Integer> dropped = new EnumMap<>(DropReason.class);
        dropped.putAll(answer.dropped());
        List<String> problems = new ArrayList<>();
        if (returned.size() > maxFindings) {
            dropped.merge(DropReason.TOO_MANY, returned.size() - maxFindings, Integer::sum);
            problems.add("extractor " + guard.name() + " found more than the " + maxFindings
                    + " patterns that are allowed; the first are kept");
        }
        FindingCheck check = new FindingCheck(window);
        int accepted = 0;
        int refused = 0;
        for (Finding finding : returned.subList(0, Math.min(maxFindings, returned.size()))) {
            FindingCheck.Refusal refusal = check.refuse(finding).orElse(null);
            if (refusal == null) {
                found.add(new Found(guard.name(), finding));
                accepted++;
                continue;
            }
            dropped.merge(refusal.reason(), 1, Integer::sum);
            if (refused++ < MAX_REFUSED_TOLD) {
                problems.add("extractor " + guard.name() + ": " + refusal.sentence() + "; it is left out");
            }
        }
        return call.outcome().with(accepted, dropped).with(answer.tokens()).with(problems);
    }

    /** Sets up a runner. Not thread-safe. */
    public static final class Builder {
        private final List<PatternExtractor> extractors = new ArrayList<>();
        private Duration timeLimit = Duration.ofSeconds(30);
        private int maxFindings = 100;
        private ExecutorService threads = Executors.newCachedThreadPool(Builder::thread);

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
            this.timeLimit = GuardTerms.checkTimeLimit(timeLimit);
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
