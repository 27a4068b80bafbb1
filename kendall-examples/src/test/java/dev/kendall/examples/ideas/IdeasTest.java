package dev.kendall.examples.ideas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.testkit.HashingEmbeddingModel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class IdeasTest {
    private final HashingEmbeddingModel embeddings = HashingEmbeddingModel.create();

    @Test
    void quickStart() {
        assertThat(output(out -> QuickStart.run(new EchoChatModel(), embeddings, out)))
                .contains("allergy: hazelnuts, since childhood", "John Bellamy, phone +441174960123");
    }

    @Test
    void findAgain() {
        assertThat(output(out -> FindAgain.run(embeddings, out)))
                .contains("SEMANTIC:", "KEYWORD:", "HYBRID:", "Only what the user said: 3")
                .contains("Conversation: holiday");
    }

    @Test
    void changeOfMind() {
        assertThat(output(out -> ChangeOfMind.run(embeddings, out)))
                .containsSubsequence("Now:", "employer: Lark Studio", "Before Lark Studio:")
                .containsSubsequence("ADDED: Tarn & Alder", "SUPERSEDED: Tarn & Alder")
                .contains("RETRACTED: it was her sister who likes it")
                .doesNotContain("tea: green");
    }

    @Test
    void whoIsWho() {
        assertThat(output(WhoIsWho::run))
                .contains("brother, +442079460018, ", "mornings only")
                .contains("Called John Hale: ")
                .contains("Named: ");
    }

    @Test
    void takeOutAndErase() {
        assertThat(output(TakeOutAndErase::run))
                .contains("\"kind\":\"memory\"", "flat white", "MESSAGES: 2", "Known afterwards: false");
    }

    private static String output(Consumer<PrintStream> idea) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        idea.accept(new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }
}
