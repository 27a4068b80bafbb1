package dev.kendall.benchmarks;

import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.Plot;
import dev.kendall.benchmarks.report.Report;
import dev.kendall.benchmarks.report.ResultFile;
import dev.kendall.benchmarks.postgres.search.PostgresSearch;
import dev.kendall.benchmarks.postgres.turn.PostgresTurn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that measures, keeps the results and writes them into the docs. Its working folder is the project's root. */
@Command(
        name = "kendall-benchmarks/run",
        subcommands = {PostgresSearch.class, PostgresTurn.class},
        description = {
            "Measures Kendall's turn on storage in memory, and writes the results to kendall-benchmarks/results/, the tables to docs/benchmarks.md and the plots"
                    + " to docs/images/. Takes ten to fifteen minutes; keep the machine quiet meanwhile.",
            ""
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
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
final class Main implements Callable<Integer> {
    private static final int BUSY = 3;
    private static final int TOO_STEEP = 4;

    @Option(
            names = "--quick",
            description = "Only show that everything runs, in about two minutes. Writes nothing into the project.")
    private boolean quick;

    @Option(names = "--force", description = "Measure even when others keep the machine busy. The results will say so.")
    private boolean force;

    @Option(
            names = "--report",
            description = "Measure nothing; write tables and plots again from the results that are there.")
    private boolean reportOnly;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("unused") // picocli acts on it itself
    private boolean help;

    private Main() {}

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
    public Integer call() throws IOException, RunnerException {
        Suite suite = Suite.TURN;
        Path results = Path.of("kendall-benchmarks", "results", suite.name() + ".json");
        if (reportOnly) {
            report(ResultFile.read(results));
            return 0;
        }
        Environment here = Environment.here();
        if (here.isBusy() && !force && !quick) {
            System.err.printf(
                    "kendall-benchmarks: the load average is %s, above half of the %d cores: others keep this machine busy, and the"
                            + " results in %s stay as they are. Wait until it is quiet, or measure all the same with --force.%n",
                    here.load(), here.cores(), results);
            return BUSY;
        }
        ResultFile run = suite.run(here, quick);
        Report report = new Report(run);
        System.out.printf("%n%s%n%n%s%n%n", report.table(), report.growth());
        if (quick) {
            System.out.println("A quick run: too short to judge by, and nothing was written.");
            return 0;
        }
        run.write(results);
        report(run);
        System.out.println("Written: " + results + ", docs/benchmarks.md, docs/images/" + suite.name() + ".svg");
        List<String> tooSteep = suite.tooSteep(run);
        tooSteep.forEach(where -> System.err.println("kendall-benchmarks: faster than linearly: " + where));
        return tooSteep.isEmpty() ? 0 : TOO_STEEP;
    }

    private static void report(ResultFile run) throws IOException {
        Path document = Path.of("docs", "benchmarks.md");
        String plot = "images/" + run.suite() + ".svg";
        String before = Files.readString(document, StandardCharsets.UTF_8);
        Files.writeString(document, new Report(run).into(before, plot), StandardCharsets.UTF_8);
        Path image = document.resolveSibling(plot);
        Files.createDirectories(image.resolveSibling("."));
        Files.writeString(image, new Plot(run).svg(), StandardCharsets.UTF_8);
    }
}
