package dev.kendall.examples.ideas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.storage.inmemory.InMemoryStorage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DoItLaterTest {
    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void itRuns() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (InMemoryStorage storage = InMemoryStorage.create()) {
            DoItLater.run(storage, new PrintStream(out, true, StandardCharsets.UTF_8));
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("greeting: greeted\n");
    }

    @Test
    void thePageShowsWhatRuns() throws IOException {
        String source = Files.readString(Path.of("src/main/java/dev/kendall/examples/ideas/DoItLater.java"));
        List<String> run = found(source, "// region [a-z ]+\n(.*?)\\s*// endregion");
        assertThat(found(Files.readString(Path.of("../docs/jobs.md")), "```java\n(.*?)```"))
                .hasSize(3)
                .containsExactlyElementsOf(run);
    }

    /** Without white space: the formatter breaks lines, and the page indents less. */
    private static List<String> found(String text, String pattern) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(match -> match.group(1).replaceAll("\\s", ""))
                .toList();
    }
}
