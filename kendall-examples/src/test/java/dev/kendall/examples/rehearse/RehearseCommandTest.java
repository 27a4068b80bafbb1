package dev.kendall.examples.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.examples.CommandRun;
import dev.kendall.testkit.postgres.PostgresDatabase;
import dev.kendall.testkit.postgres.PostgresServer;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RehearseCommandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    Path home;

    private final PostgresDatabase server = PostgresServer.shared().administrator();

    @Test
    void anApplicationIsBusyUntilTheInputEnds() throws Exception {
        List<String> before = databases();
        StringWriter out = new StringWriter();
        CompletableFuture<CommandRun.Result> rehearsal;
        try (PipedOutputStream terminal = new PipedOutputStream()) {
            PipedInputStream input = new PipedInputStream(terminal);
            rehearsal = CompletableFuture.supplyAsync(() -> CommandRun.in(home)
                    .talk(
                            input,
                            out,
                            "cutover",
                            "rehearse",
                            "--postgres",
                            server.uri(),
                            "--users",
                            "3",
                            "--requests-per-second",
                            "10000",
                            "--turns-per-minute",
                            "600"));
            String database = await("export DB='([^']+)'", out::toString);
            assertThat(database).doesNotContain("password");
            assertThat(out.toString())
                    .contains("export AIRTABLE_URL=http", "export AIRTABLE_BASE=app", "export AIRTABLE_TOKEN=pat")
                    .contains("give migrate and verify --requests-per-second 3333");
            assertThat(databases()).hasSize(before.size() + 1);

            await("writes, old side +([1-9])", () -> inASecondTerminal("status", database));
            assertThat(inASecondTerminal("advance", database))
                    .contains("Published. Plan 2: everyone is in DUAL_WRITE.");
        }
        CommandRun.Result result = rehearsal.get();
        assertThat(result.out()).containsPattern("There were [1-9][0-9]* turns, 0 failed");
        assertThat(result.out()).containsPattern("Each of their [1-9][0-9]* messages is there\\.");
        assertThat(result.exitCode()).isZero();
        assertThat(databases()).isEqualTo(before);
    }

    private String inASecondTerminal(String command, String database) {
        CommandRun.Result result = CommandRun.in(home)
                .with("PGPASSWORD", server.password())
                .run("cutover", command, "--postgres", database);
        assertThat(result.err()).doesNotContain("cannot");
        return result.out();
    }

    /** The first group of the pattern, once the text has it. */
    private static String await(String pattern, Supplier<String> text) {
        Pattern wanted = Pattern.compile(pattern);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            String now = text.get();
            Matcher found = wanted.matcher(now);
            if (found.find()) {
                return found.group(1);
            }
            assertThat(System.nanoTime()).as("%s in %s", pattern, now).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private List<String> databases() throws Exception {
        List<String> names = new ArrayList<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select datname from pg_database where datname like '%passing%'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    @ParameterizedTest
    @CsvSource({
        "--requests-per-second, 2, 3 to 10000",
        "--users, 0, 1 to 1000",
        "--turns-per-minute, 0, 1 to 6000",
        "--minutes, 0, 1 to 10000",
        "--sampling, 1.5, 0 to 1",
    })
    void aWrongNumberIsUsage(String option, String value, String range) {
        CommandRun.Result result = CommandRun.in(home).run("cutover", "rehearse", option, value);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains(option + " is " + value + "; it must be from " + range + ".");
    }

    @Test
    void aServerThatDoesNotAnswerIsTold() {
        CommandRun.Result result =
                CommandRun.in(home).run("cutover", "rehearse", "--postgres", "postgresql://ann:hidden@127.0.0.1:1/app");
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).contains("cannot be used").doesNotContain("hidden");
    }
}
