package dev.kendall.examples.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.chat.NewMessage;
import dev.kendall.examples.CommandRun;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.testkit.TestClock;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnCommandTest {
    @TempDir
    private Path folder;

    /** Seventeen Mondays before the day on which commands run. */
    private Path written() {
        Path file = folder.resolve("kept.snapshot");
        Instant monday = Instant.parse("2025-11-03T09:00:00Z");
        try (InMemoryStorage storage = InMemoryStorage.builder()
                .clock(TestClock.at("2026-03-01T00:00:00Z"))
                .snapshot(file)
                .build()) {
            for (int week = 0; week < 17; week++) {
                Instant at = monday.plus(Duration.ofDays(7L * week));
                ThreadId thread = ThreadId.of("home");
                storage.chat()
                        .append(
                                UserId.of("anna"),
                                thread,
                                NewMessage.user("Call John please").withCreatedAt(at));
                storage.chat()
                        .append(
                                UserId.of("anna"),
                                thread,
                                NewMessage.user("Anything new?").withCreatedAt(at.plus(Duration.ofDays(1 + week % 5))));
            }
            storage.chat()
                    .append(
                            UserId.of("ben"),
                            ThreadId.of("home"),
                            NewMessage.user("I'm allergic to hazelnuts.").withCreatedAt(monday));
        }
        return file;
    }

    @Test
    void it_prints_what_it_learned_with_the_messages_that_say_so() {
        String file = written().toString();
        CommandRun.Result result = CommandRun.in(folder).type("", "learn", "--data", file);
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("Learned from 35 messages", "anna usually:", "John", "\"Call John please\"")
                .contains("Known of ben:", "hazelnuts", "\"I'm allergic to hazelnuts.\"");

        CommandRun.Result again = CommandRun.in(folder).type("", "learn", "--data", file, "--user", "ben");
        assertThat(again.out()).contains("Learned from 0 messages", "hazelnuts").doesNotContain("anna");
    }

    @Test
    void nobody_and_an_unknown_user_are_told() {
        String file = folder.resolve("empty.snapshot").toString();
        CommandRun.Result result = CommandRun.in(folder).type("", "learn", "--data", file);
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("Nobody is stored there yet.");
        CommandRun.Result unknown = CommandRun.in(folder).type("", "learn", "--data", file, "--user", "nobody");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.out()).contains("There is no user nobody.");
    }

    @Test
    void options_that_exclude_each_other_are_refused() {
        CommandRun.Result result = CommandRun.in(folder).type("", "learn", "--data", "x", "--postgres");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("exclude each other");
    }
}
