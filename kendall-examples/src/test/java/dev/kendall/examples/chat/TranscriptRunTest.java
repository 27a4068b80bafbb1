package dev.kendall.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.examples.CommandRun;
import dev.kendall.testkit.FaultyEmbeddingModel;
import dev.kendall.testkit.HashingEmbeddingModel;
import dev.kendall.testkit.ScriptedChatModel;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.exception.RateLimitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptRunTest {
    @TempDir
    Path home;

    private Path transcript;
    private Path questions;

    @BeforeEach
    void write() throws IOException {
        transcript = Files.writeString(home.resolve("t.jsonl"), """
                {"session": 1, "speaker": "Nora", "time": "2026-01-12T08:05:00", "text": "My dentist is Doctor Weiss"}
                {"session": 1, "speaker": "Kendall", "time": "2026-01-12T08:05:30", "text": "I will keep that in mind"}
                {"session": 2, "speaker": "Nora", "time": "2026-02-01T19:00:00", "text": "The boiler makes a noise"}
                """);
        questions = Files.writeString(home.resolve("t-questions.jsonl"), """
                {"qid": "q1", "category": "a", "question": "Who is my dentist?", "answer": "Weiss", "evidence": ["1:1"]}
                {"qid": "q2", "category": "b", "question": "What makes a noise?", "evidence": ["2:1"]}
                {"qid": "q3", "category": "adversarial", "question": "Who is my doctor for the boiler?"}
                """);
    }

    @Test
    void answersTheQuestionsBesideTheTranscriptWithEvidence() {
        CommandRun.Result result = CommandRun.in(home).run("chat", "--input", transcript.toString());
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("Played 3 messages of me, from 2026-01-12 to 2026-02-01.")
                .contains("q1 [a] Who is my dentist?", "expected: Weiss")
                .contains(" *  1. 1:1  2026-01-12 08:05  Nora: My dentist is Doctor Weiss")
                .contains("meaning #1", "words #1", "score ", "speaker +0.145")
                .contains("1 of 1 evidence messages (*) among the first 10")
                .contains("3 questions, 1 without evidence to find");
        assertThat(result.out()).containsPattern("all +2 +1\\.000 +1\\.000 +1\\.000 +1\\.000 +1\\.000 +1\\.000");
        assertThat(result.err()).contains("Embedding messages: 3 messages");
        assertThat(home.resolve(".kendall")).doesNotExist();
    }

    @Test
    void theModeAndTheNumberOfHitsCanBeChosen() {
        CommandRun.Result result =
                CommandRun.in(home).run("chat", "--input", transcript.toString(), "--mode", "keyword", "--top", "1");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("words #1").doesNotContain("meaning", "  2. ");
    }

    @Test
    void withoutQuestionsItSaysSo() throws IOException {
        Files.delete(questions);
        CommandRun.Result result = CommandRun.in(home).run("chat", "--input", transcript.toString());
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("No questions: name them with --questions.");
    }

    @Test
    void keptInADataFileItIsNotStoredTwiceAndCanBeTalkedTo() {
        String data = home.resolve("kept").toString();
        CommandRun.in(home).run("chat", "--input", transcript.toString(), "--data", data, "--user", "nora");
        CommandRun.Result again =
                CommandRun.in(home).run("chat", "--input", transcript.toString(), "--data", data, "--user", "nora");
        assertThat(again.exitCode()).isZero();
        assertThat(again.err()).doesNotContain("Embedding");
        CommandRun.Result talk =
                CommandRun.in(home).type("/search boiler noise\n", "chat", "--data", data, "--user", "nora");
        assertThat(talk.out()).containsOnlyOnce("Nora: The boiler makes a noise");
    }

    @Test
    void theModelAnswersAsOfTheEndOfTheTranscript() {
        ScriptedChatModel model = ScriptedChatModel.answering("Weiss.", "The boiler.", "I do not know.");
        CommandRun.Result result =
                CommandRun.in(home).with(model).run("chat", "--input", transcript.toString(), "--answer");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("gpt-4o-mini: Weiss.", "gpt-4o-mini: The boiler.");
        assertThat(((SystemMessage) model.requests().get(0).messages().get(0)).text())
                .contains("Sunday 1 February 2026, 19:01")
                .contains("Nora: My dentist is Doctor Weiss");
    }

    @Test
    void aModelThatFailsIsToldOnceAndTheEvidenceFollows() {
        ScriptedChatModel model = ScriptedChatModel.answering().thenFail(new RateLimitException("slow down"));
        CommandRun.Result result =
                CommandRun.in(home).with(model).run("chat", "--input", transcript.toString(), "--answer");
        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.err()).containsOnlyOnce("gave no answer: it was asked too often");
        assertThat(result.out()).contains("q3 [adversarial]", "3 questions, 1 without");
    }

    @Test
    void answersNeedAKey() {
        CommandRun.Result result = CommandRun.in(home).run("chat", "--input", transcript.toString(), "--answer");
        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.err().lines())
                .containsExactly("--answer needs a chat model: set OPENAI_API_KEY, or leave --answer out.");
    }

    @Test
    void promptsCanBeShownWithoutAModel() {
        CommandRun.Result result = CommandRun.in(home).run("chat", "--input", transcript.toString(), "--show-prompt");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("  | User: Who is my dentist?");
    }

    @Test
    void anEmbeddingModelThatFailsEndsIt() throws IOException {
        FaultyEmbeddingModel model = FaultyEmbeddingModel.over(HashingEmbeddingModel.create());
        model.distort(embeddings -> List.of());
        Files.delete(questions);
        Files.writeString(transcript, Files.readAllLines(transcript).get(0));
        CommandRun.Result result = CommandRun.in(home).with(model).run("chat", "--input", transcript.toString());
        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.err())
                .contains("The embedding model of hashing/256 failed: it answered 1 texts with 0 embeddings.");
    }

    @Test
    void wrongFilesAreBadInput() throws IOException {
        Path wrong = Files.writeString(home.resolve("wrong.jsonl"), "{\"session\": 1}\n");
        assertThat(CommandRun.in(home).run("chat", "--input", wrong.toString()).exitCode())
                .isEqualTo(3);
        CommandRun.Result missing = CommandRun.in(home)
                .run(
                        "chat",
                        "--input",
                        transcript.toString(),
                        "--questions",
                        home.resolve("none").toString());
        assertThat(missing.exitCode()).isEqualTo(3);
        assertThat(missing.err().lines())
                .containsExactly(home.resolve("none") + " cannot be read: there is no such file or folder.");
    }
}
