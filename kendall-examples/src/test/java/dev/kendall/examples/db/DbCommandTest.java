package dev.kendall.examples.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.examples.CommandRun;
import dev.kendall.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DbCommandTest {
    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(strings = {"start", "status", "stop", "sql"})
    void everyCommandHasHelpWithExitCodes(String command) {
        CommandRun.Result result = CommandRun.in(home).run("db", command, "--help");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("Usage: kendall db " + command, "Exit codes:", "--debug");
    }

    @Test
    void printsTheTablesAsPlainSqlForTheNamedSchemas() {
        CommandRun.Result result =
                CommandRun.in(home).run("db", "sql", "--schema", "memory", "--vector-schema", "extensions");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("create table \"memory\".users (", "embedding \"extensions\".vector")
                .endsWith("commit;\n");
        assertThat(CommandRun.in(home).run("db", "sql").out())
                .contains("create schema \"kendall\";", "\"public\".vector");
    }

    @Test
    void printsWhatBringsTablesOfAnEarlierVersionToThisOne() {
        CommandRun.Result result = CommandRun.in(home).run("db", "sql", "--from", "3");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .startsWith("-- Kendall's tables in the schema \"kendall\", from version 3 to ")
                .contains("values (4);")
                .doesNotContain("create schema", "values (3);")
                .endsWith("commit;\n");
        CommandRun.Result wrong = CommandRun.in(home).run("db", "sql", "--from", "0");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("there is no way from version 0 to ");
    }

    @Test
    void aMissingCommandIsUsage() {
        CommandRun.Result result = CommandRun.in(home).run("db");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("Name a command: start, status, stop or sql.", "See ./kendall db --help.");
    }

    @Test
    void aGivenServerIsReportedWithoutItsPasswordAndNotStopped() {
        var given = PostgresServer.shared().administrator();
        for (String command : new String[] {"start", "status"}) {
            CommandRun.Result result = CommandRun.in(home)
                    .with("KENDALL_DATABASE_URL", given.uri())
                    .run("db", command);
            assertThat(result.exitCode()).isZero();
            assertThat(result.out())
                    .startsWith("PostgreSQL ")
                    .contains("pgvector", "JDBC: " + given.jdbcUrl())
                    .doesNotContain(given.password());
        }
        CommandRun.Result stopped =
                CommandRun.in(home).with("KENDALL_DATABASE_URL", given.uri()).run("db", "stop");
        assertThat(stopped.exitCode()).isEqualTo(1);
        assertThat(stopped.err()).contains("was not started here");
    }

    @Test
    void aGivenServerThatDoesNotAnswerIsToldInOneLine() {
        CommandRun.Result result = CommandRun.in(home)
                .with("KENDALL_DATABASE_URL", "postgresql://ann:hidden@127.0.0.1:1/app")
                .run("db", "start");
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err())
                .startsWith("KENDALL_DATABASE_URL is set to jdbc:postgresql://127.0.0.1:1/app as ann")
                .doesNotContain("hidden");
    }

    @Test
    void noServerRunsInAnEmptyCache() throws IOException {
        Path cache = Files.createDirectory(home.resolve("cache"));
        // Root's servers are run by somebody else, who has to reach it.
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        CommandRun run =
                CommandRun.in(home).with("PATH", System.getenv("PATH")).with("KENDALL_CACHE", cache.toString());
        assertThat(run.run("db", "stop").out()).startsWith("No PostgreSQL ran.");
        CommandRun.Result status = run.run("db", "status");
        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.out()).startsWith("No PostgreSQL runs;");
    }
}
