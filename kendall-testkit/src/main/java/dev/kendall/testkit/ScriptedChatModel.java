package dev.kendall.testkit;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A chat model that answers from a script, one line a request, and keeps the requests for the test to look at. A request beyond
 * the script is an {@link AssertionError}. Thread-safe.
 */
public final class ScriptedChatModel implements ChatModel {
    private final Queue<Function<ChatRequest, AiMessage>> script = new ConcurrentLinkedQueue<>();
    private final List<ChatRequest> requests = new CopyOnWriteArrayList<>();

    private ScriptedChatModel() {}

    /** A model that gives these answers, in order. */
    public static ScriptedChatModel answering(String... answers) {
        ScriptedChatModel model = new ScriptedChatModel();
        for (String answer : answers) {
            model.then(answer);
        }
        return model;
    }

    /** And then this answer. */
    public ScriptedChatModel then(String answer) {
        return then(request -> AiMessage.from(answer));
    }

    /** And then an answer made of the request, such as one with a tool call. */
    public ScriptedChatModel then(Function<ChatRequest, AiMessage> answer) {
        script.add(answer);
        return this;
    }

    /** And then this failure. */
    public ScriptedChatModel thenFail(RuntimeException failure) {
        return then(request -> {
            throw failure;
        });
    }

    /** What the model was asked so far, in order. */
    public List<ChatRequest> requests() {
        return List.copyOf(requests);
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        requests.add(request);
        Function<ChatRequest, AiMessage> line = script.poll();
        if (line == null) {
            throw new AssertionError("the script is exhausted: this is request " + requests.size()
                    + "; add an answer to the script, or ask less often. Its messages: " + request.messages());
        }
        return ChatResponse.builder().aiMessage(line.apply(request)).build();
    }
}
