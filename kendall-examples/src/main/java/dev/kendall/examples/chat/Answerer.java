package dev.kendall.examples.chat;

import dev.kendall.chat.Message;
import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.model.OpenAi;
import dev.kendall.turn.Prompt;
import dev.langchain4j.model.chat.ChatModel;

/** Asks a chat model, and tells its failures in one sentence. */
final class Answerer {
    private final String name;
    private final ChatModel model;

    Answerer(String name, ChatModel model) {
        this.name = name;
        this.model = model;
    }

    /** The model's name. */
    String name() {
        return name;
    }

    /** The model's answer. */
    String answer(Prompt prompt) {
        String answer;
        try {
            answer = model.chat(prompt.messages()).aiMessage().text();
        } catch (RuntimeException e) {
            throw failed(OpenAi.reason(e), e);
        }
        if (answer == null || answer.isBlank()) {
            throw failed("its answer is empty", null);
        }
        if (answer.length() > Message.MAX_TEXT) {
            throw failed("its answer is longer than " + Message.MAX_TEXT + " characters", null);
        }
        return answer.strip();
    }

    private CommandFailed failed(String why, @org.jspecify.annotations.Nullable RuntimeException cause) {
        return new CommandFailed(ExitCode.MODEL, "The chat model " + name + " gave no answer: " + why + ".", cause);
    }
}
