package dev.kendall.benchmarks.shadow;

import dev.kendall.benchmarks.report.Headline;
import dev.kendall.benchmarks.report.Numbers;
import dev.kendall.benchmarks.report.Report;
import dev.kendall.benchmarks.report.Times;
import dev.kendall.benchmarks.shadow.ShadowResults.Comparisons;
import dev.kendall.benchmarks.shadow.ShadowResults.Measured;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The Markdown of a run. */
final class ShadowReport implements Report {
    private final ShadowResults run;

    ShadowReport(ShadowResults run) {
        this.run = run;
    }

    @Override
    public ShadowResults run() {
        return run;
    }

    @Override
    public List<Headline> headlines() {
        return run.calls().stream()
                .flatMap(measured -> measured.times().keySet().stream()
                        .filter(way -> !way.equals(measured.baseline(way)))
                        .map(way -> Headline.atMost(
                                ShadowResults.most(way),
                                measured.call() + ", " + way,
                                measured.baseline(way) + ", old side: " + measured.old(),
                                measured.ratio(way).median())))
                .toList();
    }

    @Override
    public String name() {
        return ShadowResults.NAME;
    }

    @Override
    public String text() {
        return Report.measuredOn(run.started(), run.environment(), Map.of("server", run.server())) + "\n\n" + tables();
    }

    @Override
    public String tables() {
        return "Measured " + run.method() + ".\n\n"
                + run.calls().stream().map(ShadowReport::table).collect(Collectors.joining("\n\n"));
    }

    private static String table(Measured measured) {
        return Report.table(
                measured.call() + ", old side: " + measured.old()
                        + " | median, ms | 95 % | × | of a round | compared | dropped | failed",
                measured.times().entrySet().stream()
                        .map(way -> row(measured, way.getKey(), way.getValue()))
                        .toList());
    }

    private static String row(Measured measured, String way, Times times) {
        Comparisons comparisons =
                Objects.requireNonNullElse(measured.comparisons().get(way), new Comparisons(0, 0, 0, 0));
        return String.join(
                " | ",
                way,
                "**" + Numbers.significant(times.p50(), 3) + "**",
                Numbers.significant(times.p95(), 3),
                measured.ratio(way).cells(),
                Numbers.grouped(comparisons.compared()),
                Numbers.grouped(comparisons.dropped()),
                Numbers.grouped(comparisons.failed()));
    }

    @Override
    public Map<String, String> plots() {
        return Map.of();
    }
}
