package dev.kendall.examples.ideas;

import dev.kendall.Kendall;
import dev.kendall.contact.NewContact;
import dev.kendall.examples.model.BgeSmall;
import dev.kendall.memory.NewMemory;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.thread.ThreadId;
import dev.kendall.turn.Prompt;
import dev.kendall.turn.TokenBudget;
import dev.kendall.turn.Turn;
import dev.kendall.user.UserId;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.io.PrintStream;

/** The example of the README: one turn with memory. */
public final class QuickStart {
    private QuickStart() {}

    /** Runs it, with a chat model that only says what it was told. */
    public static void main(String[] arguments) {
        run(new EchoChatModel(), BgeSmall.load(), System.out);
    }

    static void run(ChatModel chatModel, EmbeddingModel embeddingModel, PrintStream out) {
        // region readme
        try (Kendall kendall = Kendall.open(InMemoryStorage.create(), embeddingModel)) {
            UserId user = UserId.of("u-42");
            kendall.remember(user, NewMemory.fact("allergy", "hazelnuts, since childhood"));
            kendall.storage()
                    .contacts()
                    .upsert(user, NewContact.named("John Bellamy").withPhone("+44 117 496 0123"));

            Turn turn = kendall.turn(user, ThreadId.of("web-7"), "Ask John to bring a cake I can eat");
            Prompt prompt = turn.prompt(TokenBudget.of(4_000)); // the allergy, John's number, what was said before
            String reply = chatModel.chat(prompt.messages()).aiMessage().text();
            turn.complete(reply); // both messages, their vectors, the event for learning: all or nothing
            // endregion

            out.println(reply);
        }
    }
}
