package dev.kendall.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @TempDir
    Path home;

    @Test
    void helpListsTheCommandsAndTheExitCodes() {
        CommandRun.Result result = CommandRun.in(home).run("--help");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("chat", "evaluate", "db", "migrate", "verify", "bench", "Exit codes:", "125");
        assertThat(result.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "evaluate", "evaluate-habits", "db", "migrate", "verify"})
    void everyCommandHasHelpWithExitCodes(String command) {
        CommandRun.Result result = CommandRun.in(home).run(command, "--help");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("Usage: kendall " + command, "Exit codes:", "--debug");
    }

    @Test
    void versionIsPrinted() {
        CommandRun.Result result = CommandRun.in(home).run("--version");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("kendall ").contains("Java ");
    }

    @Test
    void aMissingCommandIsUsage() {
        CommandRun.Result result = CommandRun.in(home).run();
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).startsWith("Name a command").contains("--help");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chat --nonsense",
                "chat --zone Nowhere/Land",
                "chat --region XX",
                "chat --top 5",
                "chat --answer",
                "chat --token-budget 0",
                "chat --token-budget many",
                "chat --input x.jsonl --top 0",
                "chat --input x.jsonl --mode sideways",
                "chat --input x.jsonl --thread work",
                "chat --data x.snapshot --postgres",
                "db sql --schema pg_mine",
                "evaluate",
                "evaluate --conversations x.jsonl",
                "evaluate-habits",
                "bench",
            })
    void aWrongCommandLineIsOneSentenceAndUsage(String arguments) {
        CommandRun.Result result = CommandRun.in(home).run(arguments.split(" "));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).hasSize(2);
        assertThat(result.err()).contains("--help").doesNotContain("\tat ");
    }

    @Test
    void debugShowsWhereAFailureComesFrom() {
        CommandRun.Result quiet = CommandRun.in(home)
                .run("chat", "--input", home.resolve("none.jsonl").toString());
        CommandRun.Result loud = CommandRun.in(home)
                .run("chat", "--debug", "--input", home.resolve("none.jsonl").toString());
        assertThat(quiet.exitCode()).isEqualTo(3);
        assertThat(quiet.err().lines()).hasSize(1);
        assertThat(loud.exitCode()).isEqualTo(3);
        assertThat(loud.err()).contains("\tat ");
    }
}
