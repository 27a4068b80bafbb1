package dev.kendall.examples.model;

import dev.langchain4j.model.chat.ChatModel;

/** Opens chat models. */
@FunctionalInterface
public interface ChatModels {
    /** The model with these settings; nothing is asked of it yet. */
    ChatModel open(ChatModelSettings settings);
}
