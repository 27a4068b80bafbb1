package dev.kendall.benchmarks.replay;

import dev.kendall.benchmarks.command.MeasuringCommand;
import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.Report;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that plays a legacy application's messages. */
@Command(
        name = "legacy-replay",
        description = {
            "Plays chat messages call by call as a legacy application on Airtable makes them, on a fake Airtable at the real one's limits,"
                    + " and the same messages on Kendall on PostgreSQL. Writes kendall-benchmarks/results/legacy-replay.json, the table"
                    + " in docs/benchmarks.md and the chart in docs/images/. Takes about ten minutes; keep the machine quiet meanwhile.",
            ""
        },
        exitCodeList = {
            "0:measured",
            "1:the database, a call or a file failed; the message says which",
            "2:wrong usage",
            "3:others keep the machine busy, nothing was measured",
            "4:measured, but something is not as it should be; the message says what"
        })
public final class LegacyReplay extends MeasuringCommand<ReplayResults> {
    @Option(
            names = "--minutes",
            defaultValue = "9",
            description =
                    "After which messages on Airtable are cut off. Ten users at once need about half an hour to get through."
                            + " Default: ${DEFAULT-VALUE}.")
    private int minutes;

    /** The command. */
    public LegacyReplay() {
        super(ReplayResults.NAME, ReplayResults.class);
    }

    @Override
    protected ReplayResults measure(Environment here) throws Exception {
        ReplayBenchmark benchmark = isQuick()
                ? ReplayBenchmark.quick(System.err::println)
                : ReplayBenchmark.whole(Duration.ofMinutes(minutes), System.err::println);
        return benchmark.run(here);
    }

    @Override
    protected Report report(ReplayResults run) {
        return new ReplayReport(run);
    }

    @Override
    protected List<String> missed(ReplayResults run) {
        return run.missed();
    }
}
