package dev.kendall.examples.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShippedTranscriptTest {
    private static final Path FOLDER = Path.of("transcripts");

    private final Transcript transcript =
            TranscriptReader.read(FOLDER.resolve("nora.jsonl"), ZoneId.of("Europe/London"));

    @Test
    void holdsMonthsOfMessagesInOrder() {
        List<Instant> times =
                transcript.lines().stream().map(TranscriptLine::time).toList();
        assertThat(times).hasSizeGreaterThanOrEqualTo(300).isSorted();
        assertThat(Duration.between(times.get(0), times.get(times.size() - 1))).isGreaterThan(Duration.ofDays(56));
    }

    @Test
    void hasQuestionsWhoseEvidenceExists() {
        // Reading refuses evidence that is no message of the transcript.
        List<Question> questions = QuestionReader.read(FOLDER.resolve("nora-questions.jsonl"), transcript);
        assertThat(questions).hasSizeGreaterThanOrEqualTo(50);
        assertThat(questions).filteredOn(Question::isScored).hasSizeGreaterThanOrEqualTo(50);
        assertThat(questions).extracting(Question::answer).doesNotContainNull();
    }
}
