package dev.kendall.benchmarks.postgres.retrieval;

import dev.kendall.benchmarks.command.MeasuringCommand;
import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.Report;
import java.sql.SQLException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that measures the default search on PostgreSQL. */
@Command(
        name = "retrieval",
        description = {
            "Measures the default search on PostgreSQL, by meaning and by word together: over one user's long history beside each of both alone, and"
                    + " for one of many users beside SQL by hand. Writes kendall-benchmarks/results/retrieval.json, the tables in"
                    + " docs/benchmarks.md and the chart in docs/images/. Takes about ten minutes and fifteen gigabytes of disk; keep the"
                    + " machine quiet meanwhile.",
            ""
        },
        exitCodeList = {
            "0:measured",
            "1:the database or a file failed; the message says which",
            "2:wrong usage",
            "3:others keep the machine busy, nothing was measured",
            "4:measured, but a search takes longer than it should; the message says which"
        })
public final class Retrieval extends MeasuringCommand<RetrievalResults> {
    @Option(
            names = "--messages",
            defaultValue = "100000",
            description = "How many messages the one user has, whole threads of 50. Default: ${DEFAULT-VALUE}.")
    private int messages;

    @Option(
            names = "--users",
            defaultValue = "1000",
            description = "How many the many users are, of 1,000 messages each. Default: ${DEFAULT-VALUE}.")
    private int users;

    @Option(
            names = "--rounds",
            defaultValue = "7",
            description = "How many rounds each way is measured in. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    /** The command. */
    public Retrieval() {
        super(RetrievalResults.NAME, RetrievalResults.class);
    }

    @Override
    protected RetrievalResults measure(Environment here) throws SQLException {
        RetrievalBenchmark benchmark = isQuick()
                ? RetrievalBenchmark.quick(System.err::println)
                : RetrievalBenchmark.whole(messages, users, rounds, System.err::println);
        return benchmark.run(here);
    }

    @Override
    protected Report report(RetrievalResults run) {
        return new RetrievalReport(run);
    }

    @Override
    protected List<String> missed(RetrievalResults run) {
        return run.missed();
    }
}
