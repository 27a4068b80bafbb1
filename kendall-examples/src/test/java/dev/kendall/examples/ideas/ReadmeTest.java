package dev.kendall.examples.ideas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    @Test
    void showsTheExampleThatRuns() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        String source = Files.readString(Path.of("src/main/java/dev/kendall/examples/ideas/QuickStart.java"));
        String shown = between(readme, "```java\n", "```");
        // In the source the result is printed behind the region, inside the block that the README closes; the formatter
        // breaks lines.
        String run = between(source, "// region readme\n", "            // endregion") + "}";
        assertThat(run).isEqualToIgnoringWhitespace(shown);
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }
}
