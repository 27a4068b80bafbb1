package dev.kendall.learning.memory.evaluation;

import java.util.List;

/**
 * How an extractor did on one conversation.
 *
 * @param right how many expected memories are there, as they should be
 * @param wrong what counts or waits and should not
 * @param missed what should be there and is not
 * @param destroyed how many memories that were there once can no longer be read
 * @param lostByRepeat how many memories stopped counting when the same messages were learned from again
 * @param changedByRepeat how many decisions changed something when the same messages were learned from again
 */
public record FactResult(
        FactCase conversation,
        int right,
        List<String> wrong,
        List<String> missed,
        int destroyed,
        int lostByRepeat,
        int changedByRepeat) {
    /** Copies the lists. */
    public FactResult {
        wrong = List.copyOf(wrong);
        missed = List.copyOf(missed);
    }

    /** Whether nothing is wrong and nothing is missed. */
    public boolean isPerfect() {
        return wrong.isEmpty() && missed.isEmpty();
    }
}
