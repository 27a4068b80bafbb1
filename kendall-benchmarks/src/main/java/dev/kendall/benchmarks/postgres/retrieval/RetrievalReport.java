package dev.kendall.benchmarks.postgres.retrieval;

import dev.kendall.benchmarks.postgres.retrieval.RetrievalResults.Searched;
import dev.kendall.benchmarks.report.Bars;
import dev.kendall.benchmarks.report.Headline;
import dev.kendall.benchmarks.report.Numbers;
import dev.kendall.benchmarks.report.Ratio;
import dev.kendall.benchmarks.report.Report;
import dev.kendall.benchmarks.report.Times;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The Markdown and the chart of a run. */
final class RetrievalReport implements Report {
    private static final String PLOT = "images/" + RetrievalResults.NAME + ".svg";
    private static final String TITLE = "Searching one user's messages: median time, and a line to 95 %";

    private final RetrievalResults run;

    RetrievalReport(RetrievalResults run) {
        this.run = run;
    }

    @Override
    public RetrievalResults run() {
        return run;
    }

    @Override
    public List<Headline> headlines() {
        double p50 = run.ofMany().byDefault().p50();
        String many = "default search for " + who(run.ofMany());
        return List.of(
                Headline.atMost(
                        RetrievalResults.DEAREST,
                        "default search of " + who(run.ofOne()),
                        "its slowest arm: " + run.ofOne().slowestArm(),
                        run.ofOne().toSlowestArm(RetrievalResults.DEFAULT).median()),
                Headline.of(many, RetrievalResults.BY_HAND, run.toSqlByHand().median()),
                new Headline(
                        many,
                        "(its median)",
                        Numbers.significant(p50, 3) + " ms",
                        "≤ " + Numbers.significant(RetrievalResults.SLOWEST, 2) + " ms",
                        p50 <= RetrievalResults.SLOWEST));
    }

    @Override
    public String name() {
        return RetrievalResults.NAME;
    }

    @Override
    public String text() {
        return String.join(
                "\n\n",
                Report.measuredOn(run.started(), run.environment(), Map.of("server", run.server())),
                tables(),
                "![" + TITLE + "](" + PLOT + ")");
    }

    @Override
    public String tables() {
        return String.join(
                "\n\n",
                "Measured " + run.method() + ".",
                table(
                        run.ofOne(),
                        "× " + run.ofOne().slowestArm(),
                        way -> run.ofOne().toSlowestArm(way)),
                table(
                        run.ofMany(),
                        "× " + RetrievalResults.BY_HAND,
                        way -> run.ofMany()
                                .times()
                                .get(way)
                                .to(run.ofMany().times().get(RetrievalResults.BY_HAND))));
    }

    private static String table(Searched searched, String comparedWith, Function<String, Ratio> ratio) {
        return Report.table(
                who(searched) + " | median, ms | 95 % | " + comparedWith + " | of a round",
                searched.times().entrySet().stream()
                        .map(way -> row(way.getKey(), way.getValue(), ratio.apply(way.getKey())))
                        .toList());
    }

    private static String row(String way, Times times, Ratio ratio) {
        return way + " | **" + Numbers.significant(times.p50(), 3) + "** | " + Numbers.significant(times.p95(), 3)
                + " | " + ratio.cells();
    }

    private static String who(Searched searched) {
        String messages = Numbers.grouped(searched.messagesEach()) + " messages";
        return searched.users() == 1
                ? "one user of " + messages
                : "one of " + Numbers.grouped(searched.users()) + " users of " + messages;
    }

    @Override
    public Map<String, String> plots() {
        List<Bars.Bar> bars = Stream.of(run.ofOne(), run.ofMany())
                .flatMap(searched -> searched.times().entrySet().stream()
                        .map(way -> bar(who(searched), way.getKey(), way.getValue())))
                .toList();
        return Map.of(PLOT, new Bars(TITLE, "ms", bars).svg());
    }

    private static Bars.Bar bar(String group, String way, Times times) {
        return new Bars.Bar(
                group,
                way,
                times.p50(),
                Math.max(times.p50(), times.p95()),
                Numbers.significant(times.p50(), 3) + " ms");
    }
}
