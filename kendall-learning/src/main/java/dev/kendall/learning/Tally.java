package dev.kendall.learning;

import dev.kendall.chat.Message;
import dev.kendall.learning.extraction.DropReason;
import dev.kendall.learning.extraction.ExtractorOutcome;
import dev.kendall.learning.extraction.ModelTokens;
import dev.kendall.learning.extraction.UserNames;
import dev.kendall.learning.memory.AppliedDecisions;
import dev.kendall.learning.memory.MemoryDecision.Operation;
import dev.kendall.learning.pattern.PatternChange;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** Counts what a loop does, each under one lock so that a report is of one moment. Thread-safe. */
final class Tally {
    private final ReentrantLock lock = new ReentrantLock();
    private long turns;
    private long messages;
    private long shared;
    private long givenUp;
    private long budgetSpent;
    private long patternsAdded;
    private long patternsUpdated;
    private long patternsRetired;
    private long removedJobs;
    private long removedRevisions;
    private ModelTokens tokens = ModelTokens.NONE;
    private final Map<Operation, Long> memories = new EnumMap<>(Operation.class);
    private final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
    private final Map<String, Long> failures = new TreeMap<>();
    private final Map<String, Long> missed = new TreeMap<>();
    private final Map<ExtractorOutcome.Status, Long> unanswered = new EnumMap<>(ExtractorOutcome.Status.class);

    void turns(int count) {
        count(() -> turns += count);
    }

    /** Messages were learned from, of a user with these names. */
    void messages(List<Message> read, UserNames names) {
        long others = read.stream().filter(names::isShared).count();
        count(() -> {
            messages += read.size();
            shared += others;
        });
    }

    void givenUp(int count) {
        count(() -> givenUp += count);
    }

    /** An extractor that hangs has not read so many messages. */
    void missed(String extractor, int count) {
        count(() -> missed.merge(extractor, (long) count, Long::sum));
    }

    void budgetSpent() {
        count(() -> budgetSpent++);
    }

    void memories(AppliedDecisions applied) {
        count(() ->
                applied.changed().forEach((operation, times) -> memories.merge(operation, (long) times, Long::sum)));
    }

    /** What one extractor did, whether or not it is made use of. */
    void outcome(ExtractorOutcome outcome) {
        count(() -> {
            tokens = tokens.plus(outcome.tokens());
            outcome.dropped().forEach((reason, times) -> dropped.merge(reason, (long) times, Long::sum));
            if (!outcome.isExhaustive()) {
                failures.merge(outcome.extractor(), 1L, Long::sum);
            }
            if (outcome.status() != ExtractorOutcome.Status.DONE) {
                unanswered.merge(outcome.status(), 1L, Long::sum);
            }
        });
    }

    /** What failed that is no extractor. */
    void failed(String name) {
        count(() -> failures.merge(name, 1L, Long::sum));
    }

    void patterns(List<PatternChange> changes) {
        count(() -> changes.forEach(this::pattern));
    }

    void removedJobs(long count) {
        count(() -> removedJobs += count);
    }

    void removedRevisions(long count) {
        count(() -> removedRevisions += count);
    }

    private void pattern(PatternChange change) {
        if (!(change instanceof PatternChange.Update update)) {
            patternsAdded++;
        } else if (update.reason() == PatternChange.Reason.RETIRED) {
            patternsRetired++;
        } else {
            patternsUpdated++;
        }
    }

    private void count(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    LearningReport report() {
        lock.lock();
        try {
            return new LearningReport(
                    turns,
                    messages,
                    shared,
                    memories,
                    new LearningReport.Patterns(patternsAdded, patternsUpdated, patternsRetired),
                    dropped,
                    failures,
                    unanswered,
                    givenUp,
                    missed,
                    budgetSpent,
                    tokens,
                    new LearningReport.Removed(removedJobs, removedRevisions));
        } finally {
            lock.unlock();
        }
    }
}
