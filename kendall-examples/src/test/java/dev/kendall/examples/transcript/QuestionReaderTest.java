package dev.kendall.examples.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.examples.command.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionReaderTest {
    @TempDir
    Path folder;

    @Test
    void readsAQuestionWithEverything() throws IOException {
        Path file = file("{\"qid\": \"q1\", \"category\": \"temporal\", \"question\": \"When?\", \"answer\": \"Today\","
                + " \"evidence\": [\"a\", \"b\", \"a\"]}");
        assertThat(QuestionReader.read(file, of("", "a", "b")))
                .containsExactly(new Question("q1", "", "temporal", "When?", "Today", Set.of("a", "b")));
    }

    @Test
    void readsAQuestionWithNothingElse() throws IOException {
        assertThat(QuestionReader.read(file("{\"question\": \"When?\", \"answer\": null}"), of("", "a")))
                .containsExactly(new Question("line 1", "", "", "When?", null, Set.of()));
    }

    @Test
    void theNameOfACategoryCountsMoreThanItsNumber() throws IOException {
        Path file = file("{\"question\": \"a?\", \"category\": 2, \"category_name\": \"temporal\"}\n"
                + "{\"question\": \"b?\", \"category\": 4}");
        assertThat(QuestionReader.read(file, of("", "a")))
                .extracting(Question::category)
                .containsExactly("temporal", "4");
    }

    @Test
    void onlyQuestionsWithEvidenceForWhatWasSaidAreScored() {
        assertThat(new Question("q", "", "4", "?", null, Set.of("a")).isScored())
                .isTrue();
        assertThat(new Question("q", "", "4", "?", null, Set.of()).isScored()).isFalse();
        assertThat(new Question("q", "", "5", "?", null, Set.of("a")).isScored())
                .isFalse();
        assertThat(new Question("q", "", "adversarial", "?", null, Set.of("a")).isScored())
                .isFalse();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{}` | the field \"question\" is missing",
                "`{\"question\": 7}` | the field \"question\" must be a text, not a number",
                "`{\"question\": \"?\", \"answer\": 7}` | the field \"answer\" must be a text, not a number",
                "`{\"question\": \"?\", \"evidence\": \"a\"}` | the field \"evidence\" must be an array of texts, not a text",
                "`{\"question\": \"?\", \"evidence\": [1]}` | the field \"evidence\" must hold texts only, not a number",
                "`{\"question\": \"?\", \"evidence\": [\"a\", \"z\"]}` | the evidence z is no message of the transcript",
                "`{\"question\": \"?\", \"conversation_id\": \"x\"}` | the transcript has no conversation x",
                "`{\"qid\": \"first\", \"question\": \"?\"}` | the qid first was used before",
            })
    void aWrongLineIsToldWithFileAndNumber(String line, String reason) throws IOException {
        Path file = file("{\"qid\": \"first\", \"question\": \"?\"}\n" + line);
        assertThatThrownBy(() -> QuestionReader.read(file, of("", "a", "b")))
                .isInstanceOfSatisfying(CommandFailed.class, failed -> {
                    assertThat(failed.exitCode()).isEqualTo(3);
                    assertThat(failed.sentence()).isEqualTo(file + ", line 2: " + reason + ".");
                });
    }

    @Test
    void aQuestionMustNameItsConversationWhereThereAreSeveral() throws IOException {
        Transcript two = new Transcript(
                List.of(of("c1", "a").lines().get(0), of("c2", "a").lines().get(0)));
        Path file = file("{\"question\": \"?\"}");
        assertThatThrownBy(() -> QuestionReader.read(file, two))
                .hasMessageContaining("line 1: the field \"conversation_id\" is missing");
    }

    @Test
    void aFileWithoutQuestionsIsRefused() throws IOException {
        Path file = file("");
        assertThatThrownBy(() -> QuestionReader.read(file, of("", "a"))).hasMessage(file + " holds no questions.");
    }

    private static Transcript of(String conversation, String... ids) {
        return new Transcript(java.util.Arrays.stream(ids)
                .map(id -> new TranscriptLine(
                        conversation, "1", id, "Nora", Instant.parse("2026-01-12T08:05:00Z"), "text " + id))
                .toList());
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("questions.jsonl"), text);
    }
}
