package dev.kendall.learning.memory;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.internal.Checks;
import java.time.Instant;
import java.util.Objects;

/**
 * Where a claim was said.
 *
 * @param message the message
 * @param saidAt when it was said
 * @param quote the words that say it, as they stand in the message; 1 to {@value #MAX_QUOTE} characters
 */
public record Evidence(MessageId message, Instant saidAt, String quote) {
    /** The longest quote, in characters. */
    public static final int MAX_QUOTE = 1_000;

    /** Checks the fields. */
    public Evidence {
        Objects.requireNonNull(message, "message");
        saidAt = Checks.time("said at", saidAt);
        Checks.filled("quote", quote, MAX_QUOTE);
    }

    /** These words of {@code message}. */
    public static Evidence of(Message message, String quote) {
        return new Evidence(message.id(), message.createdAt(), quote);
    }

    /** Everything but the quote: what was said has no place in a log. */
    @Override
    public String toString() {
        return "Evidence[" + message + ", " + saidAt + "]";
    }
}
