package dev.kendall.turn;

import dev.kendall.chat.Message;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What completing a turn stored.
 *
 * @param question the user's message
 * @param answer the assistant's message
 * @param unembedded why a vector of the two is missing, or null when both are there; the rows are stored, found by word, and can be
 *     embedded later
 */
public record CompletedTurn(
        Message question, Message answer, @Nullable String unembedded) {
    /** Checks the fields. */
    public CompletedTurn {
        Objects.requireNonNull(question, "question");
        Objects.requireNonNull(answer, "answer");
    }
}
