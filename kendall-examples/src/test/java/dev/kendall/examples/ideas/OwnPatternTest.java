package dev.kendall.examples.ideas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.Kendall;
import dev.kendall.chat.NewMessage;
import dev.kendall.learning.LearningLoop;
import dev.kendall.learning.extraction.DropReason;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OwnPatternTest {
    @Test
    void habitsAreFoundAndToldWhenTheyAreDue() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OwnPattern.run(new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Calls John on Mondays at nine (recurring_contact, seen 24 times)")
                .contains("Writes at night (behavior, seen 0 times)")
                .contains("Prefers to call John")
                .endsWith("You usually call John on Mondays at nine.\n");
    }

    @Test
    void theExampleInTheDocumentIsTheOneThatRuns() throws IOException {
        String document = Files.readString(Path.of("../docs/patterns.md"));
        String source = Files.readString(Path.of("src/main/java/dev/kendall/examples/ideas/OwnPattern.java"));
        assertThat(between(source, "// region extractor\n", "    // endregion").replace("static final ", ""))
                .isEqualToIgnoringWhitespace(between(document, "```java\n", "```"));
    }

    @Test
    void theExampleWithAModelIsTheOneThatRuns() throws IOException {
        String document = Files.readString(Path.of("../docs/patterns.md"));
        String source = Files.readString(Path.of("src/main/java/dev/kendall/examples/ideas/OwnPattern.java"));
        String model = between(source, "// region model\n", "    // endregion");
        assertThat(document.replaceAll("\\s+", " "))
                .contains(between(model, "return ", ";").replaceAll("\\s+", " "));
        try (InMemoryStorage storage = InMemoryStorage.create();
                LearningLoop loop = LearningLoop.of(Kendall.open(storage), OwnPattern.withModel(new EchoChatModel()))) {
            storage.chat()
                    .append(UserId.of("u-42"), ThreadId.of("web-7"), NewMessage.user("Tea without milk, please."));
            loop.catchUp();
            loop.runOnce();
            assertThat(loop.report().dropped()).containsOnlyKeys(DropReason.UNREADABLE);
        }
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }
}
