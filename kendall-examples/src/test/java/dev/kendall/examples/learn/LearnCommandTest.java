package dev.kendall.examples.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.chat.NewMessage;
import dev.kendall.examples.CommandRun;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.testkit.TestClock;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
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

    /** What a new user does first. */
    @Test
    void a_transcript_that_was_played_is_learned_from_as_of_its_end() {
        String file = folder.resolve("nora.snapshot").toString();
        CommandRun.in(folder)
                .run(
                        "chat",
                        "--input",
                        "transcripts/nora.jsonl",
                        "--user",
                        "nora",
                        "--data",
                        file,
                        "--zone",
                        "Europe/London");
        CommandRun.Result result =
                CommandRun.in(folder).now("2026-11-02T10:00:00Z").run("learn", "--data", file);
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("As of 2026-03-31T17:15 (UTC), as nothing was said since.", "Learned from 433 messages")
                .contains("on Mondays at nine", "diet: pescatarian", "\"Odd. Eleven years is a long time.")
                .contains("name: Nora Vellacott", "employer: Tarn & Alder", "job: Associate", "allergy: penicillin")
                .doesNotContain("coriander", "phone: ")
                .doesNotContain("nothing regular was found", "under a name that is not the user's");

        CommandRun.Result chat = CommandRun.in(folder)
                .now("2026-11-02T10:00:00Z")
                .type("/patterns\n", "chat", "--data", file, "--user", "nora");
        assertThat(chat.out())
                .contains("on Mondays at nine", ", stopped)")
                .contains("You said nothing since 2026-03-31T17:15", "come back with --at 2026-03-31T17:15");
        CommandRun.Result then = CommandRun.in(folder)
                .now("2026-11-02T10:00:00Z")
                .type("/patterns\nBack home\n", "chat", "--data", file, "--user", "nora", "--at", "2026-04-06T07:50");
        assertThat(then.out())
                .contains("on Mondays at nine")
                .containsPattern("You usually .* on Mondays at nine")
                .doesNotContain(", stopped)");
    }

    @Test
    void the_time_can_be_set() {
        String file = written().toString();
        CommandRun.Result early =
                CommandRun.in(folder).type("", "learn", "--data", file, "--at", "2025-11-12T12:00", "--user", "anna");
        assertThat(early.out()).contains("(nothing regular was found)").doesNotContain("As of");
        CommandRun.Result wrong = CommandRun.in(folder).type("", "learn", "--data", file, "--at", "Monday");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("'Monday' is no time such as 2026-04-06T09:00");
    }

    @Test
    void what_others_said_is_told() {
        Path file = folder.resolve("shared.snapshot");
        Instant at = Instant.parse("2026-03-01T09:00:00Z");
        try (InMemoryStorage storage = InMemoryStorage.builder()
                .clock(TestClock.at("2026-03-01T10:00:00Z"))
                .snapshot(file)
                .build()) {
            NewMessage said = NewMessage.user("I'm allergic to hazelnuts.").withCreatedAt(at);
            storage.chat().append(UserId.of("anna"), ThreadId.of("home"), said.withSpeaker("Ben"));
        }
        CommandRun.Result result = CommandRun.in(folder).run("learn", "--data", file.toString());
        assertThat(result.out())
                .contains("1 of them was said under a name that is not the user's, and not learned from.")
                .doesNotContain("hazelnuts");
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
    void days_are_counted_and_printed_when_asked_for() {
        Path file = folder.resolve("days.snapshot");
        Instant at = Instant.parse("2026-03-01T09:00:00Z");
        try (InMemoryStorage storage = InMemoryStorage.builder()
                .clock(TestClock.at("2026-03-01T10:00:00Z"))
                .snapshot(file)
                .build()) {
            storage.chat()
                    .append(
                            UserId.of("anna"),
                            ThreadId.of("home"),
                            NewMessage.user("I'm allergic to hazelnuts.").withCreatedAt(at));
            storage.chat()
                    .append(
                            UserId.of("anna"),
                            ThreadId.of("home"),
                            NewMessage.assistant("Noted.").withCreatedAt(at.plusMillis(1_500)));
        }
        CommandRun.Result result = CommandRun.in(folder).type("", "learn", "--data", file.toString(), "--days", "2");
        assertThat(result.exitCode()).as(result.err()).isZero();
        List<String> days = result.out()
                .lines()
                .filter(line -> line.startsWith("  2026-"))
                .map(line -> line.strip().replaceAll(" {2,}", "|"))
                .toList();
        assertThat(days)
                .containsExactly("2026-03-01|2|1|1|1.50 s|1.50 s|-|-|-|0|0|-|-", "2026-03-02|0|0|-|-|-|-|-|-|3|0|-|-");
        try (InMemoryStorage storage = InMemoryStorage.builder().snapshot(file).build()) {
            assertThat(storage.daily().find(LocalDate.parse("2026-03-01")))
                    .hasValueSatisfying(row -> assertThat(row.messages()).isEqualTo(2));
        }
        assertThat(CommandRun.in(folder)
                        .type("", "learn", "--data", file.toString(), "--days", "367")
                        .err())
                .contains("--days must be from 1 to 366");
    }

    @Test
    void a_page_is_written_for_one_user_or_for_each() throws IOException {
        String file = written().toString();
        Path page = folder.resolve("learned.html");
        CommandRun.Result result = CommandRun.in(folder).type("", "learn", "--data", file, "--html", page.toString());
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("The page is " + page);
        assertThat(Files.readString(page)).contains("href='learned.anna.html'", "href='learned.ben.html'");
        assertThat(Files.readString(folder.resolve("learned.anna.html")))
                .startsWith("<!DOCTYPE html>")
                .contains("What was learned of anna", "Call John please", "<svg")
                .doesNotContain("hazelnuts", "<script", "href='h");

        CommandRun.in(folder).type("", "learn", "--data", file, "--user", "ben", "--html", page.toString());
        assertThat(Files.readString(page)).contains("What was learned of ben", "I&#39;m allergic to hazelnuts.");
    }

    @Test
    void a_users_name_is_no_path() throws IOException {
        Path file = folder.resolve("strange.snapshot");
        try (InMemoryStorage storage = InMemoryStorage.builder()
                .clock(TestClock.at("2026-03-01T00:00:00Z"))
                .snapshot(file)
                .build()) {
            for (String user : List.of("../up/a", "ANNA", "anna", "n".repeat(128))) {
                storage.chat().append(UserId.of(user), ThreadId.of("home"), NewMessage.user("Hello"));
            }
        }
        Path pages = Files.createDirectory(folder.resolve("pages"));
        CommandRun.Result result = CommandRun.in(folder)
                .type(
                        "",
                        "learn",
                        "--data",
                        file.toString(),
                        "--html",
                        pages.resolve("all.html").toString());
        assertThat(result.exitCode()).as(result.err()).isZero();
        try (Stream<Path> written = Files.list(pages)) {
            assertThat(written.map(path -> path.getFileName().toString().toLowerCase(Locale.ROOT))
                            .distinct())
                    .hasSize(5)
                    .allMatch(name -> name.matches("all\\.([a-z0-9_-]{1,60}\\.([0-9a-f]{12}\\.)?)?html"));
        }
    }

    @Test
    void a_page_that_cannot_be_written_is_told() {
        String file = written().toString();
        CommandRun.Result result = CommandRun.in(folder)
                .type(
                        "",
                        "learn",
                        "--data",
                        file,
                        "--html",
                        folder.resolve("no/such/page.html").toString());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("cannot be written: there is no such file or folder.");
    }

    @Test
    void options_that_exclude_each_other_are_refused() {
        CommandRun.Result result = CommandRun.in(folder).type("", "learn", "--data", "x", "--postgres");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("exclude each other");
    }
}
