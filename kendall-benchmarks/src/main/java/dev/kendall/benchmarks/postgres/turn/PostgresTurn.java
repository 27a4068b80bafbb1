package dev.kendall.benchmarks.postgres.turn;

import dev.kendall.benchmarks.command.MeasuringCommand;
import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.Report;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that measures the turn on PostgreSQL. */
@Command(
        name = "postgres-turn",
        header = "The turn on PostgreSQL, beside plain JDBC and pgbench",
        description = {
            "Measures the turn on PostgreSQL: reading its context beside plain JDBC and beside one store after the other, "
                    + "while more and more is stored, storing it, and many users at once beside pgbench. Takes five gigabytes of "
                    + "disk.",
            ""
        })
public final class PostgresTurn extends MeasuringCommand<TurnResults> {
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

    /** The command. */
    public PostgresTurn() {
        super(TurnResults.NAME, 15, TurnResults.class);
    }

    @Override
    protected TurnResults measure(Environment here) throws Exception {
        TurnBenchmarks benchmarks =
                isQuick() ? TurnBenchmarks.quick(progress()) : TurnBenchmarks.whole(messages, own, progress());
        return benchmarks.run(here);
    }

    @Override
    protected Report report(TurnResults run) {
        return new TurnReport(run);
    }

    @Override
    protected List<String> missed(TurnResults run) {
        return run.missed();
    }
}
