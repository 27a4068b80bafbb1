package dev.kendall.benchmarks;

import dev.kendall.benchmarks.command.MeasuringCommand;
import dev.kendall.benchmarks.learning.Learning;
import dev.kendall.benchmarks.postgres.imports.PostgresImports;
import dev.kendall.benchmarks.postgres.jobs.PostgresJobs;
import dev.kendall.benchmarks.postgres.retrieval.Retrieval;
import dev.kendall.benchmarks.postgres.search.PostgresSearch;
import dev.kendall.benchmarks.postgres.turn.PostgresTurn;
import dev.kendall.benchmarks.replay.LegacyReplay;
import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.Report;
import dev.kendall.benchmarks.report.SuiteReport;
import dev.kendall.benchmarks.report.SuiteResults;
import dev.kendall.benchmarks.shadow.ShadowReads;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command that measures, keeps the results and writes them into the docs. Its working folder is the project's root. */
@Command(
        name = "kendall-benchmarks/run",
        subcommands = {
            PostgresSearch.class,
            PostgresTurn.class,
            PostgresImports.class,
            PostgresJobs.class,
            Retrieval.class,
            LegacyReplay.class,
            ShadowReads.class,
            Learning.class
        },
        description = {
            "Measures Kendall's turn on storage in memory, and writes the results to kendall-benchmarks/results/, the tables to docs/benchmarks.md and the plots"
                    + " to docs/images/. Takes ten to fifteen minutes; keep the machine quiet meanwhile.",
            ""
        },
        exitCodeList = {
            "0:measured",
            "1:a benchmark or a file failed; the message says which",
            "2:wrong usage",
            "3:others keep the machine busy, nothing was measured",
            "4:measured, but opening a turn grows faster than linearly"
        },
        footer = {
            "",
            "kendall-benchmarks/run --jmh ... hands everything behind it to JMH itself, for a profiler or a single benchmark."
        })
final class Main extends MeasuringCommand<SuiteResults> {
    private Main() {
        super(Suite.TURN.name(), SuiteResults.class);
    }

    /** Runs the command. */
    public static void main(String[] args) {
        CommandLine command = new CommandLine(new Main());
        command.setExecutionExceptionHandler((e, line, parsed) -> {
            if (!(e instanceof IOException || e instanceof RunnerException || e instanceof SQLException)) {
                throw e;
            }
            line.getErr().println("kendall-benchmarks: " + e);
            return 1;
        });
        System.exit(command.execute(args));
    }

    @Override
    protected SuiteResults measure(Environment here) throws RunnerException {
        return Suite.TURN.run(here, isQuick());
    }

    @Override
    protected Report report(SuiteResults run) {
        return new SuiteReport(run);
    }

    @Override
    protected List<String> missed(SuiteResults run) {
        return Suite.TURN.tooSteep(run).stream()
                .map(where -> "faster than linearly: " + where)
                .toList();
    }
}
