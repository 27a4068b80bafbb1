package dev.kendall.turn;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.TokenCountEstimator;

/**
 * Counts tokens without a model's vocabulary: a token for every four bytes of UTF-8, rounded up, and four for every message. For
 * English that is a little more than the usual vocabularies need; other scripts are over-counted, so that a budget is kept rather than
 * used up.
 */
public final class ApproximateTokenCountEstimator implements TokenCountEstimator {
    /** The only one; it has no state. */
    public static final ApproximateTokenCountEstimator INSTANCE = new ApproximateTokenCountEstimator();

    private static final int PER_MESSAGE = 4;

    private ApproximateTokenCountEstimator() {}

    @Override
    public int estimateTokenCountInText(String text) {
        long bytes = text.codePoints()
                .mapToLong(c -> c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4)
                .sum();
        return (int) Math.min(Integer.MAX_VALUE, (bytes + 3) / 4);
    }

    @Override
    public int estimateTokenCountInMessage(ChatMessage message) {
        return PER_MESSAGE + estimateTokenCountInText(textOf(message));
    }

    @Override
    public int estimateTokenCountInMessages(Iterable<ChatMessage> messages) {
        int sum = 0;
        for (ChatMessage message : messages) {
            sum += estimateTokenCountInMessage(message);
        }
        return sum;
    }

    private static String textOf(ChatMessage message) {
        if (message instanceof SystemMessage system) {
            return system.text();
        }
        if (message instanceof AiMessage ai) {
            return ai.text() == null ? "" : ai.text();
        }
        if (message instanceof UserMessage user && user.hasSingleText()) {
            return user.singleText();
        }
        return message.toString();
    }
}
