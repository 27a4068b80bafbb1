package dev.kendall.benchmarks.learning;

import dev.kendall.benchmarks.command.MeasuringCommand;
import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.Report;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that measures learning. */
@Command(
        name = "learning",
        header = "What learning in the background adds to a user's turns, beside none",
        description = {
            "Measures on PostgreSQL what learning in the background adds to a user's turns, in pairs, and how fast the "
                    + "messages of many users are learned from.",
            ""
        })
public final class Learning extends MeasuringCommand<LearningResults> {
    @Option(
            names = "--rounds",
            defaultValue = "9",
            description = "How many rounds turns are measured in. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--users",
            defaultValue = "1000",
            description = "Of how many users messages are learned from, 100 of each. Default: ${DEFAULT-VALUE}.")
    private int users;

    /** The command. */
    public Learning() {
        super(LearningResults.NAME, 13, LearningResults.class);
    }

    @Override
    protected LearningResults measure(Environment here) throws Exception {
        LearningBenchmark benchmark =
                isQuick() ? LearningBenchmark.quick(progress()) : LearningBenchmark.whole(rounds, users, progress());
        return benchmark.run(here);
    }

    @Override
    protected Report report(LearningResults run) {
        return new LearningPage(run);
    }

    @Override
    protected List<String> missed(LearningResults run) {
        return run.missed();
    }
}
