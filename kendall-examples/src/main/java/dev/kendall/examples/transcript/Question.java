package dev.kendall.examples.transcript;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A question about a transcript.
 *
 * @param id unique within the file
 * @param conversation which conversation of the transcript it is about
 * @param category what kind of question it is; "" when it is not said
 * @param answer the right answer, or null when it is not said
 * @param evidence ids of the messages that give the answer; empty when nothing does or it is not said
 */
public record Question(
        String id,
        String conversation,
        String category,
        String text,
        @Nullable String answer,
        Set<String> evidence) {
    private static final String ADVERSARIAL = "adversarial";

    /** Copies the evidence. */
    public Question {
        evidence = Set.copyOf(evidence);
    }

    /** Whether a search can be scored by it: it has evidence, and does not ask for what was never said. */
    public boolean isScored() {
        return !evidence.isEmpty() && !category.equals(ADVERSARIAL) && !category.equals("5");
    }
}
