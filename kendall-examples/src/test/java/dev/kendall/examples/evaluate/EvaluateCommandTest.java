package dev.kendall.examples.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.examples.CommandRun;
import dev.kendall.testkit.postgres.PostgresDatabase;
import dev.kendall.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
    @TempDir
    Path home;

    private Path conversations;

    @BeforeEach
    void write() throws IOException {
        String line =
                "{\"conversation_id\":\"%s\",\"session\":1,\"date_time\":\"2023-05-08T13:56:00\",\"dialog_id\":\"%s\","
                        + "\"speaker\":\"Ann\",\"text\":\"%s\"}\n";
        conversations = Files.writeString(
                home.resolve("c.jsonl"),
                line.formatted("c1", "D1:1", "I adopted a puppy")
                        + line.formatted("c1", "D1:2", "We went hiking")
                        + line.formatted("c2", "D1:1", "I bought a piano"));
    }

    @Test
    void scoresTheScoredQuestionsInEveryMode() throws IOException {
        CommandRun.Result result = evaluate("""
                {"conversation_id":"c1","qid":"1","category":4,"category_name":"single-hop","question":"Who adopted a puppy?","evidence":["D1:1"]}
                {"conversation_id":"c2","qid":"2","category":2,"category_name":"temporal","question":"When did Ann buy a piano?","evidence":["D1:1"]}
                {"conversation_id":"c2","qid":"3","category":5,"category_name":"adversarial","question":"Who adopted a puppy?","evidence":["D1:1"]}
                {"conversation_id":"c2","qid":"4","category":3,"category_name":"open-domain","question":"Is Ann rich?","evidence":[]}
                """);
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("3 messages in 2 conversations, 2 scored questions, 2 not scored, model hashing/256")
                .contains("hybrid, in memory ", "semantic, in memory ", "keyword, in memory ")
                .contains("  single-hop", "  temporal", "  95 % from", "tokens of context")
                .doesNotContain("adversarial", "open-domain");
        assertThat(result.out()).containsPattern("all +2 +1\\.000 +1\\.000");
    }

    @Test
    void onPostgresItScoresTheSameAndLeavesNothing() throws IOException, SQLException {
        PostgresDatabase database = PostgresServer.shared().freshDatabase();
        String questions = "{\"conversation_id\":\"c1\",\"question\":\"Who adopted a puppy?\",\"evidence\":[\"D1:1\"]}";
        CommandRun.Result result = evaluate(questions, "--postgres", database.jdbcUrlWithPassword());
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("PostgreSQL ", "3 messages in 2 conversations, 1 scored questions")
                .doesNotContain(database.password());
        assertThat(result.out()).containsPattern("hybrid, on PostgreSQL[^\n]*\nall +1 +1\\.000 +1\\.000");
        try (Connection connection = database.connect();
                ResultSet schemas = connection.getMetaData().getSchemas(null, "kendall%")) {
            assertThat(schemas.next()).isFalse();
        }
    }

    @Test
    void oneModeCanBeChosen() throws IOException {
        CommandRun.Result result = evaluate(
                "{\"conversation_id\":\"c1\",\"question\":\"puppy?\",\"evidence\":[\"D1:1\"]}", "--mode", "keyword");
        assertThat(result.out()).contains("keyword, in memory ").doesNotContain("hybrid", "semantic", "model");
    }

    @Test
    void whatIsWrittenHoldsNoTextAndNoPath() throws IOException {
        Path json = home.resolve("result.json");
        Path html = home.resolve("result.html");
        CommandRun.Result result = evaluate(
                "{\"conversation_id\":\"c1\",\"qid\":\"q7\",\"category\":\"pets\",\"question\":\"Who adopted a puppy?\",\"evidence\":[\"D1:1\"]}",
                "--json",
                json.toString(),
                "--html",
                html.toString(),
                "--mode",
                "hybrid,keyword",
                "--limit",
                "20,50",
                "--name",
                "Animals");
        assertThat(result.exitCode()).isZero();
        Evaluation evaluation = EvaluationJson.read(json);
        assertThat(evaluation.configurations())
                .extracting(ConfigurationResult::name)
                .containsExactly(
                        "hybrid, in memory, 20 hits",
                        "hybrid, in memory, 50 hits",
                        "keyword, in memory, 20 hits",
                        "keyword, in memory, 50 hits");
        ConfigurationResult hybrid = evaluation.configurations().get(0);
        assertThat(hybrid.questions()).hasSize(1);
        assertThat(hybrid.questions().get(0).ranks()).containsExactly(1);
        // "Ann: I adopted a puppy" and "Ann: We went hiking": a token for every four bytes.
        assertThat(hybrid.questions().get(0).contextTokens()).isEqualTo(6 + 5);
        assertThat(evaluation.dataset().conversationsSha256()).hasSize(64);
        assertThat(evaluation.dataset().messages()).isEqualTo(3);
        for (Path written : List.of(json, html)) {
            assertThat(Files.readString(written))
                    .contains("Animals", "pets")
                    .doesNotContain("puppy", "hiking", home.toString());
        }
    }

    @Test
    void memoryAndPostgresCanBeEvaluatedInOneRun() throws IOException, SQLException {
        PostgresDatabase database = PostgresServer.shared().freshDatabase();
        CommandRun.Result result = evaluate(
                "{\"conversation_id\":\"c1\",\"question\":\"puppy?\",\"evidence\":[\"D1:1\"]}",
                "--storage",
                "memory,postgres",
                "--mode",
                "keyword",
                "--postgres",
                database.jdbcUrlWithPassword());
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("keyword, in memory ", "keyword, on PostgreSQL ");
    }

    @Test
    void badInputIsOneSentence() throws IOException {
        String good = "{\"conversation_id\":\"c1\",\"question\":\"puppy?\",\"evidence\":[\"D1:1\"]}\n";
        assertBad(good + "{\"question\"", "q.jsonl, line 2: this is not JSON: ");
        assertBad(good.replace("D1:1", "D9:9"), "q.jsonl, line 1: the evidence D9:9 is no message of the transcript.");
        assertBad(good.replace("c1", "c9"), "q.jsonl, line 1: the transcript has no conversation c9.");
        assertBad("\n", "q.jsonl holds no questions.");
        Files.writeString(conversations, "\n");
        assertBad(good, "c.jsonl holds no messages.");
    }

    private void assertBad(String questions, String sentence) throws IOException {
        CommandRun.Result result = evaluate(questions);
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains(sentence);
    }

    @Test
    void theCommandLineIsChecked() throws IOException {
        CommandRun.Result nothing = CommandRun.in(home).run("evaluate");
        assertThat(nothing.exitCode()).isEqualTo(2);
        assertThat(nothing.err()).startsWith("Name the dataset with --conversations FILE and --questions FILE.");
        String question = "{\"conversation_id\":\"c1\",\"question\":\"puppy?\",\"evidence\":[\"D1:1\"]}";
        assertThat(evaluate(question, "--limit", "10").err()).startsWith("--limit must be from 20 to 1000, not 10.");
        CommandRun.Result noFolder = evaluate(
                question, "--json", home.resolve("none").resolve("r.json").toString());
        assertThat(noFolder.exitCode()).isEqualTo(2);
        assertThat(noFolder.err()).contains("its folder is not there").doesNotContain("Embedding");
    }

    @Test
    void withoutAScoredQuestionThereIsNothingToDo() throws IOException {
        CommandRun.Result result = evaluate("{\"conversation_id\":\"c1\",\"question\":\"puppy?\"}");
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("holds no question with evidence");
    }

    @Test
    void aMissingFileIsOneSentence() {
        CommandRun.Result result = CommandRun.in(home)
                .run("evaluate", "--conversations", home.resolve("none").toString(), "--questions", "q");
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err().lines())
                .containsExactly(home.resolve("none") + " cannot be read: there is no such file or folder.");
    }

    private CommandRun.Result evaluate(String questions, String... more) throws IOException {
        Path file = Files.writeString(home.resolve("q.jsonl"), questions);
        String[] arguments = new String[5 + more.length];
        arguments[0] = "evaluate";
        arguments[1] = "--conversations";
        arguments[2] = conversations.toString();
        arguments[3] = "--questions";
        arguments[4] = file.toString();
        System.arraycopy(more, 0, arguments, 5, more.length);
        return CommandRun.in(home).run(arguments);
    }
}
