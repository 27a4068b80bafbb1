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
                .contains("3 messages in 2 conversations, 2 scored questions, model hashing/256")
                .contains("hybrid ", "semantic ", "keyword ", "  single-hop", "  temporal", "95 % confidence")
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
                .startsWith("PostgreSQL ")
                .contains("3 messages in 2 conversations, 1 scored questions")
                .doesNotContain(database.password());
        assertThat(result.out()).containsPattern("hybrid[^\n]*\nall +1 +1\\.000 +1\\.000");
        try (Connection connection = database.connect();
                ResultSet schemas = connection.getMetaData().getSchemas(null, "kendall%")) {
            assertThat(schemas.next()).isFalse();
        }
    }

    @Test
    void oneModeCanBeChosen() throws IOException {
        CommandRun.Result result = evaluate(
                "{\"conversation_id\":\"c1\",\"question\":\"puppy?\",\"evidence\":[\"D1:1\"]}", "--mode", "keyword");
        assertThat(result.out()).contains("keyword ").doesNotContain("hybrid", "semantic");
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
