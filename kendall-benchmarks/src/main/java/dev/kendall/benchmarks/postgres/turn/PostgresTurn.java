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
        description = {
            "Measures the turn on PostgreSQL: reading its context beside plain JDBC and beside one store after the other, while more"
                    + " and more is stored, storing it, and many users at once beside pgbench. Writes"
                    + " kendall-benchmarks/results/postgres-turn.json, the tables in docs/benchmarks.md and the plot in docs/images/."
                    + " Takes about a quarter of an hour and five gigabytes of disk; keep the machine quiet meanwhile.",
            ""
        },
        exitCodeList = {
            "0:measured",
            "1:the database, pgbench or a file failed; the message says which",
            "2:wrong usage",
            "3:others keep the machine busy, nothing was measured",
            "4:measured, but something is dearer than it should be; the message says what"
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
        super(TurnResults.NAME, TurnResults.class);
    }

    @Override
    protected TurnResults measure(Environment here) throws Exception {
        TurnBenchmarks benchmarks = isQuick()
                ? TurnBenchmarks.quick(System.err::println)
                : TurnBenchmarks.whole(messages, own, System.err::println);
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
