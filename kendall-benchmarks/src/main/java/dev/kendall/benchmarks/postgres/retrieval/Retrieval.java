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
        header = "The default search on PostgreSQL, beside its single arms and SQL by hand",
        description = {
            "Measures the default search on PostgreSQL, by meaning and by word together: over one user's long history "
                    + "beside each of both alone, and for one of many users beside SQL by hand. Takes fifteen gigabytes of disk.",
            ""
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
        super(RetrievalResults.NAME, 7, RetrievalResults.class);
    }

    @Override
    protected RetrievalResults measure(Environment here) throws SQLException {
        RetrievalBenchmark benchmark = isQuick()
                ? RetrievalBenchmark.quick(progress())
                : RetrievalBenchmark.whole(messages, users, rounds, progress());
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
