package dev.kendall.learning;

import dev.kendall.internal.Checks;
import dev.kendall.job.Debounce;
import dev.kendall.learning.memory.ExtractionLimits;
import dev.kendall.learning.memory.MemoryExtractor;
import dev.kendall.learning.memory.MemoryJudge;
import dev.kendall.learning.memory.MemoryWindow;
import dev.kendall.learning.memory.english.EnglishGrammar;
import dev.kendall.learning.pattern.BuiltInExtractors;
import dev.kendall.learning.pattern.PatternExtractor;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a {@link LearningLoop} learns, and how. Immutable. */
public final class LearningOptions {
    private final List<MemoryExtractor> memoryExtractors;
    private final List<MemoryExtractor> modelExtractors;
    private final List<PatternExtractor> patternExtractors;
    private final List<PatternExtractor> modelPatternExtractors;
    private final @Nullable MemoryJudge memoryJudge;
    private final LearningBudget budget;
    private final ExtractionLimits limits;
    private final Debounce quiet;
    private final Debounce patternsQuiet;
    private final Duration pollInterval;
    private final int batch;
    private final int concurrency;
    private final int nightHour;
    private final int memoryCapacity;
    private final Duration jobRetention;
    private final Duration historyRetention;
    private final ZoneId dayZone;
    private final InstantSource clock;

    private LearningOptions(Builder builder) {
        memoryExtractors = List.copyOf(builder.memoryExtractors);
        modelExtractors = List.copyOf(builder.modelExtractors);
        patternExtractors = List.copyOf(builder.patternExtractors);
        modelPatternExtractors = List.copyOf(builder.modelPatternExtractors);
        memoryJudge = builder.memoryJudge;
        budget = builder.budget;
        limits = builder.limits;
        quiet = builder.quiet;
        patternsQuiet = builder.patternsQuiet;
        pollInterval = builder.pollInterval;
        batch = builder.batch;
        concurrency = builder.concurrency;
        nightHour = builder.nightHour;
        memoryCapacity = builder.memoryCapacity;
        jobRetention = builder.jobRetention;
        historyRetention = builder.historyRetention;
        dayZone = builder.dayZone;
        clock = builder.clock;
    }

    /** Everything that needs no model, thirty seconds after a thread went quiet. */
    public static LearningOptions defaults() {
        return builder().build();
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    List<MemoryExtractor> memoryExtractors() {
        return memoryExtractors;
    }

    List<MemoryExtractor> modelExtractors() {
        return modelExtractors;
    }

    List<PatternExtractor> patternExtractors() {
        return patternExtractors;
    }

    List<PatternExtractor> modelPatternExtractors() {
        return modelPatternExtractors;
    }

    @Nullable
    MemoryJudge memoryJudge() {
        return memoryJudge;
    }

    LearningBudget budget() {
        return budget;
    }

    ExtractionLimits limits() {
        return limits;
    }

    Debounce quiet() {
        return quiet;
    }

    Debounce patternsQuiet() {
        return patternsQuiet;
    }

    Duration pollInterval() {
        return pollInterval;
    }

    int batch() {
        return batch;
    }

    int concurrency() {
        return concurrency;
    }

    int nightHour() {
        return nightHour;
    }

    int memoryCapacity() {
        return memoryCapacity;
    }

    Duration jobRetention() {
        return jobRetention;
    }

    Duration historyRetention() {
        return historyRetention;
    }

    ZoneId dayZone() {
        return dayZone;
    }

    InstantSource clock() {
        return clock;
    }

    /** Builds {@link LearningOptions}. Not thread-safe. */
    public static final class Builder {
        private static final LearningBudget DEFAULT_BUDGET = LearningBudget.tokens(200_000);

        private List<MemoryExtractor> memoryExtractors = List.of(new EnglishGrammar());
        private final List<MemoryExtractor> modelExtractors = new ArrayList<>();
        private List<PatternExtractor> patternExtractors = BuiltInExtractors.all();
        private final List<PatternExtractor> modelPatternExtractors = new ArrayList<>();
        private @Nullable MemoryJudge memoryJudge;
        private LearningBudget budget = DEFAULT_BUDGET;
        private ExtractionLimits limits = ExtractionLimits.defaults();
        private Debounce quiet = Debounce.of(Duration.ofSeconds(30));
        private Debounce patternsQuiet = Debounce.of(Duration.ofMinutes(10));
        private Duration pollInterval = Duration.ofSeconds(1);
        private int batch = 50;
        private int concurrency = 2;
        private int nightHour = 3;
        private int memoryCapacity = 5_000;
        private Duration jobRetention = Duration.ofDays(7);
        private Duration historyRetention = Duration.ofDays(365);
        private ZoneId dayZone = ZoneOffset.UTC;
        private InstantSource clock = InstantSource.system();

        private Builder() {}

        /** What finds memories without a model. Default: the English grammar. */
        public Builder memoryExtractors(List<MemoryExtractor> extractors) {
            this.memoryExtractors = List.copyOf(extractors);
            return this;
        }

        /** Also a model that finds memories, as long as the user's budget lasts. Default: none. */
        public Builder modelExtractor(MemoryExtractor extractor) {
            modelExtractors.add(Objects.requireNonNull(extractor, "extractor"));
            return this;
        }

        /** What finds patterns. Default: {@link BuiltInExtractors#all}. */
        public Builder patternExtractors(List<PatternExtractor> extractors) {
            this.patternExtractors = List.copyOf(extractors);
            return this;
        }

        /**
         * Also a model that finds patterns, as long as the user's budget lasts: asked once a day of the user's calendar, when something was said
         * since. Default: none.
         */
        public Builder modelPatternExtractor(PatternExtractor extractor) {
            modelPatternExtractors.add(Objects.requireNonNull(extractor, "extractor"));
            return this;
        }

        /**
         * What settles doubts of the rules that reconcile memories, as long as the user's budget lasts. Default: none, and what contradicts is
         * quarantined.
         */
        public Builder memoryJudge(MemoryJudge judge) {
            this.memoryJudge = Objects.requireNonNull(judge, "judge");
            return this;
        }

        /** What models may cost for a user and day. Default: 200,000 tokens. */
        public Builder budget(LearningBudget budget) {
            this.budget = Objects.requireNonNull(budget, "budget");
            return this;
        }

        /** How long an extractor may take, and what one of memories may give. Default: {@link ExtractionLimits#defaults}. */
        public Builder limits(ExtractionLimits limits) {
            this.limits = Objects.requireNonNull(limits, "limits");
            return this;
        }

        /** How long a thread has to be quiet before it is learned from, and how long at most it waits. Default: 30 seconds, 5 minutes. */
        public Builder quiet(Debounce quiet) {
            this.quiet = Objects.requireNonNull(quiet, "quiet");
            return this;
        }

        /** The same for a user's patterns, for which half a year of messages is read. Default: 10 minutes, 100 minutes. */
        public Builder patternsQuiet(Debounce patternsQuiet) {
            this.patternsQuiet = Objects.requireNonNull(patternsQuiet, "patternsQuiet");
            return this;
        }

        /** How often completed turns and due jobs are looked for, 1 millisecond to 1 hour. Default: 1 second. */
        public Builder pollInterval(Duration pollInterval) {
            if (pollInterval.compareTo(Duration.ofMillis(1)) < 0 || pollInterval.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException(
                        "the poll interval is " + pollInterval + "; it must be from PT0.001S to PT1H");
            }
            this.pollInterval = pollInterval;
            return this;
        }

        /** How many messages an extractor gets at once, 1 to {@value MemoryWindow#MAX_MESSAGES}. It does not change what is learned. Default: 50. */
        public Builder batch(int batch) {
            this.batch = Checks.range("batch", batch, 1, MemoryWindow.MAX_MESSAGES);
            return this;
        }

        /** How many users are learned from at once in this process, 1 to 1,000. Default: 2. */
        public Builder concurrency(int concurrency) {
            this.concurrency = Checks.range("concurrency", concurrency, 1, 1_000);
            return this;
        }

        /** The hour of a user's clock, 0 to 23, in which patterns are looked through once more and memories cleaned up. Default: 3. */
        public Builder nightHour(int nightHour) {
            this.nightHour = Checks.range("night hour", nightHour, 0, 23);
            return this;
        }

        /**
         * How many memories of a user may count, 1 to 1,000,000. The least important and oldest beyond are retracted at night, with the reason. Default:
         * 5,000.
         */
        public Builder memoryCapacity(int memoryCapacity) {
            this.memoryCapacity = Checks.range("memory capacity", memoryCapacity, 1, 1_000_000);
            return this;
        }

        /** For how long learning's finished jobs are kept to be looked at, 1 hour to 365 days; jobs of other handlers stay. Default: 7 days. */
        public Builder jobRetention(Duration jobRetention) {
            if (jobRetention.compareTo(Duration.ofHours(1)) < 0 || jobRetention.compareTo(Duration.ofDays(365)) > 0) {
                throw new IllegalArgumentException(
                        "the retention of jobs is " + jobRetention + "; it must be from PT1H to P365D");
            }
            this.jobRetention = jobRetention;
            return this;
        }

        /**
         * For how long every change of a memory is kept, 1 to 36,500 days. Of older changes those stay that {@link
         * dev.kendall.memory.MemoryHistories#trim} names; a run of learning that is older can be taken back only as far as they reach. Default: 365
         * days.
         */
        public Builder historyRetention(Duration historyRetention) {
            if (historyRetention.compareTo(Duration.ofDays(1)) < 0
                    || historyRetention.compareTo(Duration.ofDays(36_500)) > 0) {
                throw new IllegalArgumentException(
                        "the retention of histories is " + historyRetention + "; it must be from 1 to 36,500 days");
            }
            this.historyRetention = historyRetention;
            return this;
        }

        /**
         * The zone whose days {@link DailyAnalytics} counts. All loops on one storage should have the same; after a change, days that were counted
         * before stay those of the former. Default: UTC.
         */
        public Builder dayZone(ZoneId dayZone) {
            this.dayZone = Objects.requireNonNull(dayZone, "dayZone");
            return this;
        }

        /** Where the time comes from. Default: the system's clock. Give the storage the same. */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** The options. */
        public LearningOptions build() {
            return new LearningOptions(this);
        }
    }
}
