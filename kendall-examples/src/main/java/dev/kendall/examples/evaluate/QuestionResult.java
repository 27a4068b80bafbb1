package dev.kendall.examples.evaluate;

import dev.kendall.examples.scoring.Scores;
import java.util.List;

/**
 * What became of one question: enough to score it again, and none of its text.
 *
 * @param id unique within the dataset
 * @param category what kind of question it is; "" when it is not said
 * @param evidence how many messages are its evidence
 * @param ranks where those that were found stand, from 1, ascending
 * @param embedMillis how long embedding the question took; 0 where the mode needs no vector
 * @param searchMillis how long searching took, without the embedding
 * @param contextTokens how many tokens the first ten hits take in a prompt, as the library estimates
 */
record QuestionResult(
        String id,
        String category,
        int evidence,
        List<Integer> ranks,
        double embedMillis,
        double searchMillis,
        int contextTokens) {
    /** Copies the ranks. */
    QuestionResult {
        ranks = List.copyOf(ranks);
    }

    Scores scores() {
        return Scores.of(ranks, evidence);
    }
}
