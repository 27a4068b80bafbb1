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
        header = "A chat message of a legacy application on Airtable, beside the same on Kendall",
        description = {
            "Plays chat messages call by call as a legacy application on Airtable makes them, on a fake Airtable at the "
                    + "real one's limits, and the same messages on Kendall on PostgreSQL.",
            ""
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
        super(ReplayResults.NAME, 10, ReplayResults.class);
    }

    @Override
    protected ReplayResults measure(Environment here) throws Exception {
        ReplayBenchmark benchmark = isQuick()
                ? ReplayBenchmark.quick(progress())
                : ReplayBenchmark.whole(Duration.ofMinutes(minutes), progress());
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
