package dev.kendall.benchmarks.learning;

import dev.kendall.benchmarks.learning.LearningResults.Learned;
import dev.kendall.benchmarks.report.Headline;
import dev.kendall.benchmarks.report.Numbers;
import dev.kendall.benchmarks.report.Report;
import dev.kendall.benchmarks.report.Times;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The Markdown of a run. */
final class LearningPage implements Report {
    private final LearningResults run;

    LearningPage(LearningResults run) {
        this.run = run;
    }

    @Override
    public LearningResults run() {
        return run;
    }

    @Override
    public List<Headline> headlines() {
        return List.of(
                Headline.atMost(
                        LearningResults.DEAREST,
                        "a turn beside a loop that learns",
                        "without one",
                        run.ratio().median()),
                Headline.atMost(
                        LearningResults.DEAREST_95, "the same at the 95th percentile", "without one", run.ratioOf95()));
    }

    @Override
    public String name() {
        return LearningResults.NAME;
    }

    @Override
    public String text() {
        return Report.measuredOn(run.started(), run.environment(), Map.of("server", run.server())) + "\n\n" + tables();
    }

    @Override
    public String tables() {
        Times off = run.turns().get(LearningResults.OFF);
        Times on = run.turns().get(LearningResults.ON);
        return "Measured " + run.method() + ".\n\n"
                + Report.table(
                        "a turn | median, ms | 95 %, ms | × | of a round | × at 95 %",
                        List.of(
                                row(LearningResults.OFF, off) + " | **1.00** | 1.00 to 1.00 | 1.00",
                                row(LearningResults.ON, on) + " | "
                                        + run.ratio().cells() + " | " + Numbers.significant(run.ratioOf95(), 3)))
                + "\n\n"
                + Report.table(
                        "learned from | users | messages a second | seconds | memories | patterns | heap, MiB | the same",
                        run.learned().stream().map(this::row).toList());
    }

    private static String row(String way, Times times) {
        return way + " | **" + Numbers.significant(times.p50(), 3) + "** | " + Numbers.significant(times.p95(), 3);
    }

    private String row(Learned learned) {
        return String.join(
                " | ",
                Numbers.grouped(learned.messages()) + " messages, batches of " + learned.batch(),
                learned.order(),
                "**" + Numbers.grouped(Math.round(learned.messagesPerSecond())) + "**",
                Numbers.significant(learned.seconds(), 3),
                Numbers.grouped(learned.memories()),
                Numbers.grouped(learned.patterns()),
                learned.heapMib().stream().map(String::valueOf).collect(Collectors.joining(" ")),
                learned.digest().equals(run.learned().get(0).digest()) ? "yes" : "**no**");
    }

    @Override
    public Map<String, String> plots() {
        return Map.of();
    }
}
