package dev.kendall.benchmarks.shadow;

import dev.kendall.benchmarks.command.MeasuringCommand;
import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.Report;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that measures what a cutover adds to a user's calls. */
@Command(
        name = "shadow-reads",
        header = "What a cutover adds to a user's calls, beside none",
        description = {
            "Measures what shadow reads add to a read during a cutover, and what a dead Airtable adds to a user's calls, in "
                    + "pairs.",
            ""
        })
public final class ShadowReads extends MeasuringCommand<ShadowResults> {
    @Option(
            names = "--rounds",
            defaultValue = "9",
            description = "How many rounds each call is measured in. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    /** The command. */
    public ShadowReads() {
        super(ShadowResults.NAME, 5, ShadowResults.class);
    }

    @Override
    protected ShadowResults measure(Environment here) throws Exception {
        ShadowBenchmark benchmark =
                isQuick() ? ShadowBenchmark.quick(progress()) : ShadowBenchmark.whole(rounds, progress());
        return benchmark.run(here);
    }

    @Override
    protected Report report(ShadowResults run) {
        return new ShadowReport(run);
    }

    @Override
    protected List<String> missed(ShadowResults run) {
        return run.missed();
    }
}
