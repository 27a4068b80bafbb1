package dev.kendall.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.examples.CommandRun;
import dev.kendall.testkit.postgres.PostgresDatabase;
import dev.kendall.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatOnPostgresTest {
    @TempDir
    Path home;

    private final PostgresDatabase database = PostgresServer.shared().freshDatabase();
    private Path transcript;

    @BeforeEach
    void write() throws IOException {
        transcript = Files.writeString(home.resolve("t.jsonl"), """
                {"session": 1, "speaker": "Nora", "time": "2026-01-12T08:05:00", "text": "My dentist is Doctor Weiss"}
                {"session": 1, "speaker": "Kendall", "time": "2026-01-12T08:05:30", "text": "I will keep that in mind"}
                {"session": 2, "speaker": "Nora", "time": "2026-02-01T19:00:00", "text": "The boiler makes a noise"}
                """);
        Files.writeString(home.resolve("t-questions.jsonl"), """
                {"qid": "q1", "category": "a", "question": "Who is my dentist?", "answer": "Weiss", "evidence": ["1:1"]}
                """);
    }

    private String uri() {
        return database.jdbcUrlWithPassword();
    }

    private CommandRun.Result play(String uri) {
        return CommandRun.in(home).run("chat", "--input", transcript.toString(), "--user", "nora", "--postgres", uri);
    }

    @Test
    void aTranscriptIsPlayedEmbeddedAndAskedAbout() {
        CommandRun.Result result = play(uri());
        assertThat(result.exitCode()).isZero();
        assertThat(result.out().lines().findFirst().orElseThrow())
                .matches("PostgreSQL [0-9.]+ with pgvector [0-9.]+, \\Q" + database.jdbcUrl() + " as " + database.user()
                        + "\\E\\.");
        assertThat(result.out())
                .contains("Played 3 messages of nora, from 2026-01-12 to 2026-02-01, kept in the database "
                        + database.name() + ".")
                .contains(" *  1. 1:1  2026-01-12 08:05  Nora: My dentist is Doctor Weiss", "meaning #1", "words #1")
                .doesNotContain(database.password());
        assertThat(result.err()).contains("Embedding messages: 3 messages").doesNotContain(database.password());
        assertThat(home.resolve(".kendall")).doesNotExist();
    }

    @Test
    void playedAgainNothingIsStoredOrEmbeddedTwiceAndItCanBeTalkedTo() {
        play(uri());
        CommandRun.Result again = play(uri());
        assertThat(again.exitCode()).isZero();
        assertThat(again.err()).doesNotContain("Embedding");
        assertThat(again.out()).contains("1 of 1 evidence messages (*) among the first 10");
        CommandRun.Result talk =
                CommandRun.in(home).type("/search boiler noise\n", "chat", "--postgres", uri(), "--user", "nora");
        assertThat(talk.exitCode()).isZero();
        assertThat(talk.out()).startsWith("PostgreSQL ").containsOnlyOnce("Nora: The boiler makes a noise");
        CommandRun.in(home).type("The boiler is fixed\n", "chat", "--postgres", uri(), "--user", "nora");
        CommandRun.Result later = CommandRun.in(home)
                .type("/search is the boiler fixed\n", "chat", "--postgres", uri(), "--user", "nora");
        assertThat(later.out()).contains("The boiler is fixed");
    }

    @Test
    void aTranscriptThatWasChangedIsRefusedAndSaysWhatToDo() throws IOException {
        play(uri());
        Files.writeString(transcript, Files.readString(transcript).replace("Weiss", "Schwarz"));
        CommandRun.Result result = play(uri());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .contains("was played for this user before, and says something else now", "another --user")
                .doesNotContain("Schwarz", "Weiss", "\tat ");
        assertThat(result.out().lines()).hasSize(1);
    }

    @Test
    void withoutAValueItIsTheDatabaseOfDbStart() {
        CommandRun.Result result = CommandRun.in(home)
                .with("KENDALL_DATABASE_URL", database.uri())
                .run("chat", "--input", transcript.toString(), "--postgres");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("PostgreSQL ").contains("kept in the database " + database.name());
    }

    @Test
    void thePasswordMayComeFromTheEnvironment() {
        String uri = database.uri().replace(":" + database.password() + "@", "@");
        CommandRun.Result result = CommandRun.in(home)
                .with("PGPASSWORD", database.password())
                .run("chat", "--input", transcript.toString(), "--postgres", uri);
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("PostgreSQL ").doesNotContain(database.password());
    }

    @Test
    void aServerThatIsDownIsOneSentenceWithWhatToDo() {
        CommandRun.Result result = play("postgresql://ann:hidden@127.0.0.1:1/app");
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err())
                .startsWith("jdbc:postgresql://127.0.0.1:1/app as ann cannot be used: ")
                .contains("Start the server, correct --postgres,")
                .doesNotContain("hidden", "\tat ");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aWrongDatabaseAndAWrongUriAreOneSentenceWithWhatToDo() {
        CommandRun.Result missing = play(uri().replace("/" + database.name() + "?", "/no_such_database?"));
        assertThat(missing.exitCode()).isEqualTo(4);
        assertThat(missing.err())
                .contains("no_such_database", "Create the database")
                .doesNotContain(database.password());
        CommandRun.Result wrong = play("mysql://ann:hidden@localhost/app");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err().lines()).hasSize(1);
        assertThat(wrong.err())
                .startsWith("--postgres: ")
                .contains("postgresql://user:password@host")
                .doesNotContain("hidden");
    }

    @Test
    void aDatabaseWithoutPgvectorSaysWhatToRun() throws SQLException {
        PostgresDatabase administrator = PostgresServer.shared().administrator();
        String bare = database.name() + "_bare";
        try (Connection connection = administrator.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + bare);
            try {
                CommandRun.Result result = play(administrator
                        .jdbcUrlWithPassword()
                        .replace("/" + administrator.name() + "?", "/" + bare + "?"));
                assertThat(result.exitCode()).isEqualTo(4);
                assertThat(result.err().lines()).hasSize(1);
                assertThat(result.err())
                        .contains("gvector is not installed in the database " + bare, "create extension vector");
            } finally {
                statement.execute("drop database " + bare + " with (force)");
            }
        }
    }
}
