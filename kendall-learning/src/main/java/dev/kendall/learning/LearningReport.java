package dev.kendall.learning;

import dev.kendall.learning.extraction.DropReason;
import dev.kendall.learning.extraction.ExtractorOutcome;
import dev.kendall.learning.extraction.ModelTokens;
import dev.kendall.learning.memory.MemoryDecision.Operation;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a {@link LearningLoop} has done since it was made, in this process alone. It holds nothing that was said.
 *
 * @param turns how many completed turns were handed over to jobs
 * @param messages how many messages were learned from, the assistant's with them
 * @param shared how many of these have the role user and name a speaker who is not the user: nothing is learned from them. Where these are the user's
 *     own, the profile lacks the name they are spoken under
 * @param memories how many decisions changed a memory, by operation
 * @param patterns what became of patterns
 * @param dropped how much of what extractors gave was refused, by reason
 * @param failures how often an extractor threw, took too long, was not asked because it hangs, was cut off because it floods, or could not be read,
 *     by its name
 * @param unanswered the failures in which nothing was answered, by what kept the extractor from it: it threw, took too long, its model takes no
 *     more calls for now, or it was not asked because it hangs. What a model answered and could not be read is counted in {@code dropped}
 * @param givenUp how many messages were passed over: by an extractor that failed on them at every try, or because what was claimed of them could not
 *     be stored, which stands as "reconciliation" among the failures
 * @param missed how many messages were learned from without an extractor that has hung for an hour and heeds no interrupt, by its name. They are read
 *     once more, and then counted once more, when it can be asked again
 * @param budgetSpent how many windows were read without a model because a user's budget was spent
 * @param tokens what models were asked and answered
 * @param removed what was kept for long enough
 */
public record LearningReport(
        long turns,
        long messages,
        long shared,
        Map<Operation, Long> memories,
        Patterns patterns,
        Map<DropReason, Long> dropped,
        Map<String, Long> failures,
        Map<ExtractorOutcome.Status, Long> unanswered,
        long givenUp,
        Map<String, Long> missed,
        long budgetSpent,
        ModelTokens tokens,
        Removed removed) {
    /**
     * What became of patterns.
     *
     * @param added how many are new
     * @param updated how many were seen again, or otherwise
     * @param retired how many stopped
     */
    public record Patterns(long added, long updated, long retired) {}

    /**
     * What was kept for as long as the options say, and was then removed. Completed turns are removed from the outbox when they are handed over, and
     * never before.
     *
     * @param jobs how many finished jobs
     * @param revisions how many entries in the histories of memories
     */
    public record Removed(long jobs, long revisions) {}

    /** Copies the maps. */
    public LearningReport {
        EnumMap<Operation, Long> operations = new EnumMap<>(Operation.class);
        operations.putAll(memories);
        memories = Collections.unmodifiableMap(operations);
        Objects.requireNonNull(patterns, "patterns");
        EnumMap<DropReason, Long> reasons = new EnumMap<>(DropReason.class);
        reasons.putAll(dropped);
        dropped = Collections.unmodifiableMap(reasons);
        failures = Collections.unmodifiableMap(new TreeMap<>(failures));
        EnumMap<ExtractorOutcome.Status, Long> statuses = new EnumMap<>(ExtractorOutcome.Status.class);
        statuses.putAll(unanswered);
        unanswered = Collections.unmodifiableMap(statuses);
        missed = Collections.unmodifiableMap(new TreeMap<>(missed));
        Objects.requireNonNull(tokens, "tokens");
        Objects.requireNonNull(removed, "removed");
    }

    /** How many decisions with this operation changed a memory. */
    public long memories(Operation operation) {
        return memories.getOrDefault(operation, 0L);
    }
}
