package dev.kendall.turn;

import dev.kendall.memory.MemoryId;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A turn's context, rendered for a chat model within a token budget.
 *
 * @param messages a system message with what is known, the thread's recent messages, and the user's text last
 * @param tokens how many tokens that is, by the budget's estimator; never more than the budget
 * @param omissions what of the context was left out for want of room; empty when all of it is there
 * @param recalled the memories that the prompt tells the model
 */
public record Prompt(List<ChatMessage> messages, int tokens, List<Omission> omissions, List<MemoryId> recalled) {
    /** Copies the lists. */
    public Prompt {
        messages = List.copyOf(messages);
        omissions = List.copyOf(omissions);
        recalled = List.copyOf(recalled);
    }

    /** A part of the context. */
    public enum Part {
        /** The user's own rules and background. */
        PROFILE,
        /** Instructions that the user told the assistant to keep in mind. */
        INSTRUCTIONS,
        /** People named in the text. */
        CONTACTS,
        /** Memories that fit the text. */
        MEMORIES,
        /** The latest messages of the thread. */
        RECENT,
        /** Past messages that fit the text. */
        SIMILAR,
        /** What the user usually does. */
        PATTERNS
    }

    /**
     * Something that was left out.
     *
     * @param count how many of the part's items, 1 or more
     */
    public record Omission(Part part, int count) {}

    /** The whole prompt as one text, for a model that takes no list of messages, or for a person to read. */
    public String text() {
        return messages.stream().map(Prompt::line).collect(Collectors.joining("\n\n"));
    }

    private static String line(ChatMessage message) {
        if (message instanceof SystemMessage system) {
            return "System: " + system.text();
        }
        if (message instanceof AiMessage ai) {
            return "Assistant: " + ai.text();
        }
        return "User: " + ((UserMessage) message).singleText();
    }

    /** Its size: what it says has no place in a log. */
    @Override
    public String toString() {
        return "Prompt[" + messages.size() + " messages, " + tokens + " tokens, omitted " + omissions + "]";
    }
}
