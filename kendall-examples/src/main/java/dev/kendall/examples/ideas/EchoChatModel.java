package dev.kendall.examples.ideas;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;

/** Stands in for a chat model where there is none: it answers with the system message that it was given. */
final class EchoChatModel implements ChatModel {
    @Override
    public ChatResponse doChat(ChatRequest request) {
        String told = request.messages().get(0) instanceof SystemMessage system ? system.text() : "nothing";
        return ChatResponse.builder()
                .aiMessage(AiMessage.from("I was told: " + told))
                .build();
    }
}
