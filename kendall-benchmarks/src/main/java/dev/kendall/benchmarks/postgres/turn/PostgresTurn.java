package dev.kendall.benchmarks.postgres.turn;

import dev.kendall.benchmarks.report.Environment;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that measures the turn on PostgreSQL. Its working folder is the project's root. */
@Command(
        name = "postgres-turn",
        description = {
            "Measures the turn on PostgreSQL: reading its context beside plain JDBC and beside one store after the other, while more"
                    + " and more is stored, storing it, and many users at once beside pgbench. Writes"
                    + " kendall-benchmarks/results/postgres-turn.json, the tables in docs/benchmarks.md and the plot in docs/images/."
                    + " Takes about a quarter of an hour and five gigabytes of disk; keep the machine quiet meanwhile.",
            ""
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:measured",
            "1:the database, pgbench or a file failed; the message says which",
            "2:wrong usage",
            "3:others keep the machine busy, nothing was measured",
            "4:measured, but something is dearer than it should be; the message says what"
        })
public final class PostgresTurn implements Callable<Integer> {
    private static final int BUSY = 3;
    private static final int MISSED = 4;
    private static final Path RESULTS = Path.of("kendall-benchmarks", "results", TurnResults.NAME + ".json");

    @Option(
            names = "--messages",
            defaultValue = "1000000",
            description =
                    "How many messages all users have together at most, 10,000 at least. Default: ${DEFAULT-VALUE}.")
    private int messages;

    @Option(
            names = "--own",
            defaultValue = "100000",
            description = "How many messages one user has at most, 1,000 at least. Default: ${DEFAULT-VALUE}.")
    private int own;

    @Option(
            names = "--quick",
            description = "Only show that everything runs, in about a minute. Writes nothing into the project.")
    private boolean quick;

    @Option(names = "--force", description = "Measure even when others keep the machine busy. The results will say so.")
    private boolean force;

    @Option(
            names = "--report",
            description = "Measure nothing; write the tables and the plot again from the results that are there.")
    private boolean reportOnly;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("unused") // picocli acts on it itself
    private boolean help;

    @Override
    public Integer call() throws Exception {
        Path docs = Path.of("docs");
        if (reportOnly) {
            new TurnReport(TurnResults.read(RESULTS)).writeInto(docs);
            return 0;
        }
        Environment here = Environment.here();
        if (here.isBusy() && !force && !quick) {
            System.err.printf(
                    "kendall-benchmarks: the load average is %s, above half of the %d cores: others keep this machine busy, and the"
                            + " results in %s stay as they are. Wait until it is quiet, or measure all the same with --force.%n",
                    here.load(), here.cores(), RESULTS);
            return BUSY;
        }
        TurnBenchmarks benchmarks = quick
                ? TurnBenchmarks.quick(System.err::println)
                : TurnBenchmarks.whole(messages, own, System.err::println);
        TurnResults run = benchmarks.run(here);
        System.out.printf("%n%s%n%n", new TurnReport(run).tables());
        if (quick) {
            System.out.println("A quick run: too short to judge by, and nothing was written.");
            return 0;
        }
        run.write(RESULTS);
        // From the file, so that the page is what the test makes of it.
        new TurnReport(TurnResults.read(RESULTS)).writeInto(docs);
        System.out.println("Written: " + RESULTS + ", docs/benchmarks.md and its plot.");
        List<String> missed = run.missed();
        missed.forEach(what -> System.err.println("kendall-benchmarks: " + what));
        return missed.isEmpty() ? 0 : MISSED;
    }
}
