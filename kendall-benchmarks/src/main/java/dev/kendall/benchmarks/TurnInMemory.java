package dev.kendall.benchmarks;

import dev.kendall.benchmarks.command.MeasuringCommand;
import dev.kendall.benchmarks.report.Environment;
import dev.kendall.benchmarks.report.Report;
import dev.kendall.benchmarks.report.SuiteReport;
import dev.kendall.benchmarks.report.SuiteResults;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;

/** The command that measures the turn on storage in memory. */
@Command(
        name = "turn-in-memory",
        header = "One user's turn and searches on storage in memory, by how long the history is",
        description = {
            "Measures with JMH how long a turn and a search take on storage in memory, over histories of 1,000 to 100,000 messages.",
            ""
        })
final class TurnInMemory extends MeasuringCommand<SuiteResults> {
    /** The command. */
    TurnInMemory() {
        super(Suite.TURN.name(), 11, SuiteResults.class);
    }

    @Override
    protected SuiteResults measure(Environment here) throws RunnerException {
        return Suite.TURN.run(here, isQuick());
    }

    @Override
    protected Report report(SuiteResults run) {
        return new SuiteReport(run, Suite.TURN.headlines(run));
    }

    @Override
    protected List<String> missed(SuiteResults run) {
        return Suite.TURN.tooSteep(run).stream()
                .map(where -> "faster than linearly: " + where)
                .toList();
    }
}
