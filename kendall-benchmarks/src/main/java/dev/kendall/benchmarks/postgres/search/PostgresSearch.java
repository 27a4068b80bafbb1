package dev.kendall.benchmarks.postgres.search;

import dev.kendall.benchmarks.command.MeasuringCommand;
import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.Report;
import java.sql.SQLException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that measures searches on PostgreSQL. */
@Command(
        name = "postgres-search",
        header = "Searches in one user's rows on PostgreSQL, beside langchain4j's and Spring AI's stores",
        description = {
            "Measures searches inside one user's rows on PostgreSQL, Kendall's beside those of langchain4j and Spring AI.",
            ""
        })
public final class PostgresSearch extends MeasuringCommand<SearchResults> {
    /** Half of them are one user's, who then has more than an exact scan serves by default. */
    private static final int LEAST_ROWS = 30_000;

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

    /** The command. */
    public PostgresSearch() {
        super(SearchResults.NAME, 30, SearchResults.class);
    }

    @Override
    protected SearchResults measure(Environment here) throws SQLException, InterruptedException {
        SearchBenchmark benchmark = isQuick()
                ? new SearchBenchmark(LEAST_ROWS, 20, 1, progress())
                : new SearchBenchmark(Math.max(LEAST_ROWS, rows), questions, rounds, progress());
        return benchmark.run(here);
    }

    @Override
    protected Report report(SearchResults run) {
        return new SearchReport(run);
    }

    @Override
    protected List<String> missed(SearchResults run) {
        return run.missed();
    }
}
