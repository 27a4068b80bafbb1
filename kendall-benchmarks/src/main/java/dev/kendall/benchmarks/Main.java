package dev.kendall.benchmarks;

import dev.kendall.benchmarks.command.Bench;
import dev.kendall.benchmarks.learning.Learning;
import dev.kendall.benchmarks.postgres.imports.PostgresImports;
import dev.kendall.benchmarks.postgres.jobs.PostgresJobs;
import dev.kendall.benchmarks.postgres.retrieval.Retrieval;
import dev.kendall.benchmarks.postgres.search.PostgresSearch;
import dev.kendall.benchmarks.postgres.turn.PostgresTurn;
import dev.kendall.benchmarks.replay.LegacyReplay;
import dev.kendall.benchmarks.shadow.ShadowReads;
import java.io.IOException;
import java.sql.SQLException;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;

/** {@code ./kendall bench}. Its working folder is the project's root. */
final class Main {
    private Main() {}

    /** Runs the command. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The command and all benchmarks, those first that take the least. */
    static CommandLine commandLine() {
        CommandLine command = new CommandLine(new Bench(Main.class))
                .addSubcommand(new PostgresImports())
                .addSubcommand(new PostgresJobs())
                .addSubcommand(new ShadowReads())
                .addSubcommand(new Retrieval())
                .addSubcommand(new LegacyReplay())
                .addSubcommand(new TurnInMemory())
                .addSubcommand(new Learning())
                .addSubcommand(new PostgresTurn())
                .addSubcommand(new PostgresSearch());
        command.setExecutionExceptionHandler((e, line, parsed) -> {
            if (!(e instanceof IOException || e instanceof RunnerException || e instanceof SQLException)) {
                throw e;
            }
            line.getErr().println("kendall bench: " + e);
            return 1;
        });
        return command;
    }
}
