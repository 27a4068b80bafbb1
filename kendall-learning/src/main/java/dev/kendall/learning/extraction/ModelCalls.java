package dev.kendall.learning.extraction;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The calls of a chat model in one extraction, and what they cost. Not thread-safe. */
public final class ModelCalls {
    private static final int CHARACTERS = 4;
    private static final int ANSWER = 500;

    private final ChatModel model;
    private ModelTokens tokens = ModelTokens.NONE;

    /** Asks this model. */
    public ModelCalls(ChatModel model) {
        this.model = Objects.requireNonNull(model, "model");
    }

    /**
     * The text of the model's answer; empty when it has none. What the model throws, it throws; after other calls as the cause of an exception that
     * an {@link ExtractorGuard} reads what these cost from.
     */
    public String ask(ChatRequest request) {
        ChatResponse response;
        try {
            response = model.chat(request);
        } catch (RuntimeException e) {
            if (tokens.calls() == 0) {
                throw e;
            }
            throw new FailedAfterCalls(tokens, e);
        }
        tokens = tokens.plus(cost(response.tokenUsage()));
        String answer = response.aiMessage().text();
        return answer == null ? "" : answer;
    }

    /**
     * About what asking costs, before it is known: a token for every four characters of text that is asked, and {@value #ANSWER} for the answer. For calls
     * that are given up: their provider bills them, but nobody hears how much.
     */
    public static ModelTokens estimate(ChatRequest request) {
        long characters =
                request.messages().stream().mapToLong(ModelCalls::length).sum();
        return new ModelTokens(1, (characters + CHARACTERS - 1) / CHARACTERS, ANSWER);
    }

    private static long length(ChatMessage message) {
        if (message instanceof SystemMessage system) {
            return system.text().length();
        }
        return message instanceof UserMessage user && user.hasSingleText()
                ? user.singleText().length()
                : 0;
    }

    private static ModelTokens cost(@Nullable TokenUsage usage) {
        Integer input = usage == null ? null : usage.inputTokenCount();
        Integer output = usage == null ? null : usage.outputTokenCount();
        return new ModelTokens(1, input == null ? 0 : input, output == null ? 0 : output);
    }

    /** What the calls cost so far, as the provider counts. */
    public ModelTokens tokens() {
        return tokens;
    }
}
