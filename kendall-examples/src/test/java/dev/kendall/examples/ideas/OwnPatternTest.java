package dev.kendall.examples.ideas;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }
}
