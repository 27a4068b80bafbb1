package dev.kendall.examples.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.examples.command.CommandFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscriptReaderTest {
    private static final String GOOD =
            "{\"session\": 1, \"id\": \"a\", \"speaker\": \"Nora\", \"time\": \"2026-07-01T08:05:00\", \"text\": \"Hi\"}";

    @TempDir
    Path folder;

    @Test
    void readsTimesInTheZone() throws IOException {
        Transcript transcript = TranscriptReader.read(file(GOOD), ZoneId.of("Europe/London"));
        assertThat(transcript.lines())
                .containsExactly(new TranscriptLine("", "1", "a", "Nora", Instant.parse("2026-07-01T07:05:00Z"), "Hi"));
    }

    @Test
    void anOffsetInTheTimeCountsMoreThanTheZone() throws IOException {
        Transcript transcript =
                TranscriptReader.read(file(GOOD.replace("08:05:00", "08:05:00+05:00")), ZoneId.of("Europe/London"));
        assertThat(transcript.lines().get(0).time()).isEqualTo("2026-07-01T03:05:00Z");
    }

    @Test
    void readsTheNamesOfLocomoAndKeepsConversationsApart() throws IOException {
        String line = "{\"conversation_id\":\"%s\",\"session\":1,\"date_time\":\"2023-05-08T13:56:00\","
                + "\"dialog_id\":\"D1:1\",\"speaker\":\"Ann\",\"text\":\"Hello\"}";
        Transcript transcript =
                TranscriptReader.read(file(line.formatted("c1") + "\n" + line.formatted("c2")), ZoneOffset.UTC);
        assertThat(transcript.conversations()).containsExactly("c1", "c2");
        assertThat(transcript.lines()).extracting(TranscriptLine::id).containsExactly("D1:1", "D1:1");
    }

    @Test
    void namesMessagesWithoutAnIdAfterTheirPlaceInTheSession() throws IOException {
        String line = "{\"session\": \"%s\", \"speaker\": \"N\", \"time\": \"2026-01-12T08:05:00\", \"text\": \"x\"}\n";
        Transcript transcript = TranscriptReader.read(
                file(line.formatted("4") + line.formatted("4") + line.formatted("5") + line.formatted("4")),
                ZoneOffset.UTC);
        assertThat(transcript.lines()).extracting(TranscriptLine::id).containsExactly("4:1", "4:2", "5:1", "4:3");
    }

    @Test
    void takesWindowsLineEndsABomAndBlankLines() throws IOException {
        Transcript transcript = TranscriptReader.read(
                file("\uFEFF" + GOOD + "\r\n\r\n  \n" + GOOD.replace("\"a\"", "\"b\"")), ZoneOffset.UTC);
        assertThat(transcript.lines()).hasSize(2);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{\"session\": 1, ` | this is not JSON",
                "`not json at all` | this is not JSON",
                "`{} {}` | this is not JSON",
                "`{\"session\": 1, \"session\": 2}` | this is not JSON: Duplicate field 'session'",
                "`[1, 2]` | a JSON object in braces is needed, not an array",
                "`\"text\"` | a JSON object in braces is needed, not a text",
                "`null` | a JSON object in braces is needed, not null",
                "`{}` | the field \"session\" is missing",
                "`{\"session\": 1}` | the field \"speaker\" is missing",
                "`{\"session\": 1.5}` | the field \"session\" must be a text or a whole number, not a number",
                "`{\"session\": {}}` | the field \"session\" must be a text or a whole number, not an object",
                "`{\"session\": 1, \"speaker\": null}` | the field \"speaker\" is missing",
                "`{\"session\": 1, \"speaker\": 7}` | the field \"speaker\" must be a text, not a number",
                "`{\"session\": 1, \"speaker\": \" \"}` | the field \"speaker\" is blank",
                "`{\"session\": 1, \"id\": 7}` | the field \"id\" must be a text, not a number",
                "`{\"session\": 1, \"speaker\": \"N\"}` | the field \"time\" or \"date_time\" is missing",
                "`{\"session\": 1, \"speaker\": \"N\", \"time\": \"yesterday\"}` | the time must look like 2026-01-12T08:05:00",
                "`{\"session\": 1, \"speaker\": \"N\", \"time\": \"2026-02-30T08:05:00\"}` | the time must look like",
                "`{\"session\": 1, \"speaker\": \"N\", \"time\": \"2026-02-03\"}` | the time must look like",
                "`{\"session\": 1, \"speaker\": \"N\", \"time\": \"+12026-02-03T08:05:00\"}` | the time must be between the years",
                "`{\"session\": 1, \"speaker\": \"N\", \"time\": \"2026-01-12T08:05:00\"}` | the field \"text\" is missing",
                "`{\"session\": 1, \"speaker\": \"N\", \"time\": \"2026-01-12T08:05:00\", \"text\": true}` | must be a text, not a boolean",
                "`{\"session\": 1, \"speaker\": \"N\", \"time\": \"2026-01-12T08:05:00\", \"text\": \"a\\u0000\"}` | holds a NUL",
                "`{\"session\": 1, \"speaker\": \"N\", \"time\": \"2026-01-12T08:05:00\", \"text\": \"\\ud83d\"}` | holds half a character",
                "`{\"session\": 1, \"id\": \"a\", \"speaker\": \"N\", \"time\": \"2026-01-12T08:05:00\", \"text\": \"x\"}` | the id a was used before",
                "`{\"conversation_id\": \"c\", \"session\": 1}` | either all lines have a \"conversation_id\" or none has",
            })
    void aWrongLineIsToldWithFileAndNumber(String line, String reason) throws IOException {
        Path file = file(GOOD + "\n" + line);
        assertThatThrownBy(() -> TranscriptReader.read(file, ZoneOffset.UTC))
                .isInstanceOfSatisfying(CommandFailed.class, failed -> {
                    assertThat(failed.exitCode()).isEqualTo(3);
                    assertThat(failed.sentence())
                            .startsWith(file + ", line 2: ")
                            .contains(reason)
                            .endsWith(".");
                    assertThat(failed.sentence().lines()).hasSize(1);
                });
    }

    @Test
    void aTooLongTextIsRefused() throws IOException {
        Path file = file(GOOD.replace("Hi", "x".repeat(100_001)));
        assertThatThrownBy(() -> TranscriptReader.read(file, ZoneOffset.UTC))
                .hasMessageContaining("line 1: the field \"text\" has 100001 characters; 100000 are allowed");
    }

    @Test
    void aLineWithoutEndIsRefused() throws IOException {
        Path file = file("x".repeat((4 << 20) + 1));
        assertThatThrownBy(() -> TranscriptReader.read(file, ZoneOffset.UTC))
                .hasMessageContaining("line 1: the line is longer than 4 MiB");
    }

    @Test
    void textThatIsNotUtf8IsRefused() throws IOException {
        Path file = folder.resolve("latin.jsonl");
        Files.write(file, (GOOD + "\n" + GOOD.replace("Hi", "Café")).getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> TranscriptReader.read(file, ZoneOffset.UTC))
                .hasMessageContaining("line 2: the text is not UTF-8");
    }

    @Test
    void anEmptyFileAMissingFileAndAFolderAreRefused() throws IOException {
        Path empty = file("\n\n");
        assertThatThrownBy(() -> TranscriptReader.read(empty, ZoneOffset.UTC))
                .hasMessage(empty + " holds no messages.");
        Path missing = folder.resolve("missing.jsonl");
        assertThatThrownBy(() -> TranscriptReader.read(missing, ZoneOffset.UTC))
                .hasMessage(missing + " cannot be read: there is no such file or folder.");
        assertThatThrownBy(() -> TranscriptReader.read(folder, ZoneOffset.UTC))
                .hasMessage(folder + " is a folder; a file of JSON lines is needed.");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("transcript.jsonl"), text);
    }
}
