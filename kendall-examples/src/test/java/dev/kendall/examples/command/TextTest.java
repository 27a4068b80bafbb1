package dev.kendall.examples.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void aSnippetIsOneLineOfTheWidth() {
        assertThat(Text.snippet(" one\n two  three ", 80)).isEqualTo("one two three");
        assertThat(Text.snippet("one two three", 8)).isEqualTo("one two…");
        assertThat(Text.snippet("😀😀😀", 2)).isEqualTo("😀…");
    }

    @Test
    void nothingSteersTheTerminal() {
        assertThat(Text.snippet("a\u001b[31mb\u0007\u009bc", 80)).isEqualTo("a[31mbc");
        assertThat(Text.indent("a\r\n\u001bb", "| ")).isEqualTo("| a\n| b");
    }

    @Test
    void countsAgreeWithTheirNoun() {
        assertThat(Text.count(1, "memory", "memories")).isEqualTo("1 memory");
        assertThat(Text.count(0, "memory", "memories")).isEqualTo("0 memories");
    }

    @Test
    void plainProgressTellsEveryTenthAndTheEnd() {
        StringWriter err = new StringWriter();
        Progress progress = new PlainProgress(new Progress.Task("Embedding", "messages", 100), new PrintWriter(err));
        for (int done = 1; done <= 100; done++) {
            progress.done(done);
        }
        progress.close();
        assertThat(err.toString().lines()).hasSize(10);
        assertThat(err.toString())
                .startsWith("Embedding: 10 of 100 messages, ")
                .contains("Embedding: 100 messages in ");
    }

    @Test
    void plainProgressOfOneThingSpeaksOfOne() {
        StringWriter err = new StringWriter();
        Progress progress = new PlainProgress(new Progress.Task("Pages", "pages", 1), new PrintWriter(err));
        progress.done(1);
        progress.close();
        assertThat(err.toString()).matches("Pages: 1 page in \\d+\\.\\d s\\R");
    }

    @Test
    void timesAreReadInUtcUnlessTheyHaveAnOffset() {
        assertThat(new Time().convert("2026-04-06T09:00")).isEqualTo(Instant.parse("2026-04-06T09:00:00Z"));
        assertThat(new Time().convert("2026-04-06T09:00:30+01:00")).isEqualTo(Instant.parse("2026-04-06T08:00:30Z"));
        assertThatThrownBy(() -> new Time().convert("Monday")).hasMessageContaining("'Monday' is no time");
        assertThat(Time.written(Instant.parse("2026-04-06T09:00:30Z"))).isEqualTo("2026-04-06T09:01");
    }

    @Test
    void failuresBecomeSentences() {
        assertThat(Failures.from(new IllegalArgumentException("user id is blank"))
                        .sentence())
                .isEqualTo("User id is blank.");
        CommandFailed denied = Failures.from(new UncheckedIOException(new AccessDeniedException("/x")));
        assertThat(denied.sentence()).isEqualTo("Reading or writing failed: permission denied.");
        assertThat(denied.exitCode()).isEqualTo(1);
        assertThat(Failures.from(new NullPointerException("secret")).sentence())
                .contains("NullPointerException", "--debug")
                .doesNotContain("secret");
        assertThat(Failures.from(new OutOfMemoryError()).sentence()).contains("KENDALL_JAVA_OPTS");
        assertThat(Failures.reason(new IOException())).isEqualTo("IOException");
    }
}
