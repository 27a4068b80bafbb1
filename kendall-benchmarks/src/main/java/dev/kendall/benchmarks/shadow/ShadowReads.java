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
        description = {
            "Measures what shadow reads add to a read during a cutover, and what a dead Airtable adds to a user's calls, in pairs. Writes"
                    + " kendall-benchmarks/results/shadow-reads.json and the tables in docs/benchmarks.md. Takes several minutes; keep the"
                    + " machine quiet meanwhile.",
            ""
        },
        exitCodeList = {
            "0:measured",
            "1:the database, the fake Airtable or a file failed; the message says which",
            "2:wrong usage",
            "3:others keep the machine busy, nothing was measured",
            "4:measured, but something is dearer than it should be; the message says what"
        })
public final class ShadowReads extends MeasuringCommand<ShadowResults> {
    @Option(
            names = "--rounds",
            defaultValue = "9",
            description = "How many rounds each call is measured in. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    /** The command. */
    public ShadowReads() {
        super(ShadowResults.NAME, ShadowResults.class);
    }

    @Override
    protected ShadowResults measure(Environment here) throws Exception {
        ShadowBenchmark benchmark = isQuick()
                ? ShadowBenchmark.quick(System.err::println)
                : ShadowBenchmark.whole(rounds, System.err::println);
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
