package dev.kendall.benchmarks.postgres.search;

import dev.kendall.benchmarks.report.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that measures searches on PostgreSQL. Its working folder is the project's root. */
@Command(
        name = "postgres-search",
        description = {
            "Measures searches inside one user's rows on PostgreSQL, Kendall's beside those of langchain4j and Spring AI, and writes"
                    + " kendall-benchmarks/results/postgres-search.json, the tables in docs/benchmarks.md and the plots in docs/images/."
                    + " Takes about half an hour; keep the machine quiet meanwhile.",
            ""
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:measured",
            "1:a store or a file failed; the message says which",
            "2:wrong usage",
            "3:others keep the machine busy, nothing was measured",
            "4:measured, but for one user of a thousand Kendall missed rows, or took more than half of another store's time"
        })
public final class PostgresSearch implements Callable<Integer> {
    private static final int BUSY = 3;
    private static final int MISSED = 4;
    private static final double HALF = 0.5;
    /** Half of them are one user's, who then has more than an exact scan serves by default. */
    private static final int LEAST_ROWS = 30_000;

    private static final Path RESULTS = Path.of("kendall-benchmarks", "results", SearchResults.NAME + ".json");

    @Option(
            names = "--rows",
            defaultValue = "200000",
            description = "How many rows each store has, 30,000 at least. Default: ${DEFAULT-VALUE}.")
    private int rows;

    @Option(
            names = "--questions",
            defaultValue = "200",
            description = "How many questions about each of both populations. Default: ${DEFAULT-VALUE}.")
    private int questions;

    @Option(names = "--rounds", defaultValue = "3", description = "How often each is asked. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--quick",
            description =
                    "Only show that everything runs, with 30,000 rows and few questions. Writes nothing into the project.")
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

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        Path docs = Path.of("docs");
        if (reportOnly) {
            new SearchReport(SearchResults.read(RESULTS)).writeInto(docs);
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
        SearchResults run = benchmark().run(here);
        SearchReport report = new SearchReport(run);
        System.out.printf("%n%s%n%n%s%n%n", report.peers(), report.ways());
        if (quick) {
            System.out.println("A quick run: too short to judge by, and nothing was written.");
            return 0;
        }
        run.write(RESULTS);
        report.writeInto(docs);
        System.out.println("Written: " + RESULTS + ", docs/benchmarks.md, "
                + String.join(", ", report.plots().keySet()));
        List<String> missed = run.missed(HALF);
        missed.forEach(what -> System.err.println("kendall-benchmarks: " + what));
        return missed.isEmpty() ? 0 : MISSED;
    }

    private SearchBenchmark benchmark() {
        return quick
                ? new SearchBenchmark(LEAST_ROWS, 20, 1, System.err::println)
                : new SearchBenchmark(Math.max(LEAST_ROWS, rows), questions, rounds, System.err::println);
    }
}
