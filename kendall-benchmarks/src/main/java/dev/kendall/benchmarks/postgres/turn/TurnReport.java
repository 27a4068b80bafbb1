package dev.kendall.benchmarks.postgres.turn;

import dev.kendall.benchmarks.report.Figures;
import dev.kendall.benchmarks.report.Growth;
import dev.kendall.benchmarks.report.Headline;
import dev.kendall.benchmarks.report.Numbers;
import dev.kendall.benchmarks.report.Plot;
import dev.kendall.benchmarks.report.Ratio;
import dev.kendall.benchmarks.report.Report;
import dev.kendall.benchmarks.report.SuiteResults;
import dev.kendall.benchmarks.report.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The Markdown and the plot of a run. */
final class TurnReport implements Report {
    private static final String SIZE = "messages";
    private static final String PLOT = "images/" + TurnResults.NAME + "-growth.svg";
    private static final String PLOT_TITLE = "Reading a turn's context on PostgreSQL: median time";

    private final TurnResults run;

    TurnReport(TurnResults run) {
        this.run = run;
    }

    @Override
    public TurnResults run() {
        return run;
    }

    @Override
    public List<Headline> headlines() {
        List<Headline> headlines = new ArrayList<>();
        headlines.add(Headline.atMost(
                TurnResults.DEAREST,
                "reading a turn's context",
                "the same statements by JDBC",
                run.overJdbc().median()));
        headlines.add(Headline.atMost(
                TurnResults.STEEPEST,
                "the power of all users' messages that reading grows with",
                "1,000 to " + Numbers.grouped(run.byTable().keySet().stream().reduce(0, Math::max)) + " messages",
                run.tableGrowth().overall()));
        run.crowd().keySet().stream()
                .filter(way -> !way.equals(CrowdBenchmark.KENDALL))
                .forEach(way -> headlines.add(Headline.atLeast(
                        TurnResults.SLOWEST,
                        "turns a second of " + CrowdBenchmark.USERS + " users",
                        way,
                        run.against(way).median())));
        run.distances().stream()
                .reduce((nearer, farther) -> farther)
                .ifPresent(farthest -> headlines.add(Headline.of(
                        "reading store by store, " + farthest.roundTrip() + " ms away",
                        "in one flight",
                        farthest.storeByStore().to(farthest.oneFlight()).median())));
        return headlines;
    }

    @Override
    public String name() {
        return TurnResults.NAME;
    }

    @Override
    public String text() {
        return String.join(
                "\n\n",
                Report.measuredOn(run.started(), run.environment(), Map.of("server", run.server())),
                tables(),
                "![" + PLOT_TITLE + "](" + PLOT + ")");
    }

    @Override
    public Map<String, String> plots() {
        return Map.of(PLOT, plot());
    }

    @Override
    public String tables() {
        return String.join(
                "\n\n", "Measured " + run.method() + ".", reading(), distances(), growth(), crowd(), completion());
    }

    private String reading() {
        Times jdbc = run.reading().times().get(ReadBenchmark.JDBC);
        ReadBenchmark.Plans plans = run.reading().plans();
        return Report.table(
                        "reading a turn's context | median, ms | 95 % | × JDBC | of a round",
                        run.reading().times().entrySet().stream()
                                .map(way -> times(way.getKey(), way.getValue())
                                        + ratio(way.getValue().to(jdbc)))
                                .toList())
                + "\n\nThe server executed Kendall's statements " + Numbers.grouped(plans.generic())
                + " times with the plan it keeps, and " + Numbers.grouped(plans.custom())
                + " times with a plan made for the values.";
    }

    private String distances() {
        return Report.table(
                        "round trip, ms | one flight: median, ms | store by store: median, ms | store by store × one flight | of a round",
                        run.distances().stream()
                                .map(distance -> distance.roundTrip() + " | "
                                        + ms(distance.oneFlight().p50()) + " | "
                                        + ms(distance.storeByStore().p50())
                                        + ratio(distance.storeByStore().to(distance.oneFlight())))
                                .toList())
                + "\n\n" + sent("One flight", run.flight()) + " " + sent("Store by store", run.calls());
    }

    private static String sent(String what, Traffic traffic) {
        return what + ": " + traffic.statements() + " statements, " + traffic.flights() + " round trip"
                + (traffic.flights() == 1 ? "." : "s.");
    }

    private String growth() {
        return grows("messages of all users", run.byTable(), run.tableGrowth()) + "\n\n"
                + grows("messages of the user", run.byUser(), run.userGrowth());
    }

    private static String grows(String what, Map<Integer, Times> times, Growth growth) {
        double least = times.values().iterator().next().p50();
        return Report.table(
                        what + " | median, ms | 95 % | × the fewest",
                        times.entrySet().stream()
                                .map(size -> times(Numbers.grouped(size.getKey()), size.getValue()) + " | "
                                        + Numbers.significant(size.getValue().p50() / least, 3))
                                .toList())
                + "\n\nThe median grows as the " + what + " to the power of "
                + String.format(Locale.ROOT, "**%.3f**", growth.overall()) + " ("
                + growth.steps().stream()
                        .map(step -> String.format(Locale.ROOT, "%.3f", step.exponent()) + " to "
                                + Numbers.grouped(step.to()))
                        .collect(Collectors.joining(", "))
                + ").";
    }

    private String crowd() {
        return Report.table(
                CrowdBenchmark.USERS + " users on " + CrowdBenchmark.CONNECTIONS
                        + " connections | turns a second | failed | Kendall's share | of a round",
                run.crowd().entrySet().stream()
                        .map(way -> way.getKey() + " | **"
                                + Numbers.significant(way.getValue().median(), 3) + "** | "
                                + way.getValue().failed() + ratio(run.against(way.getKey())))
                        .toList());
    }

    private String completion() {
        Times row = run.completion().get(CompletionBenchmark.ROW);
        return Report.table(
                        "committing | median, ms | 95 % | × one row | of a round",
                        run.completion().entrySet().stream()
                                .map(way -> times("a " + way.getKey(), way.getValue())
                                        + ratio(way.getValue().to(row)))
                                .toList())
                + "\n\n" + sent("Storing a turn", run.stored());
    }

    private static String times(String what, Times times) {
        return what + " | **" + ms(times.p50()) + "** | " + ms(times.p95());
    }

    /** The ratio, and its range over the rounds. */
    private static String ratio(Ratio ratio) {
        return " | " + ratio.cells();
    }

    private static String ms(double milliseconds) {
        return Numbers.significant(milliseconds, 3);
    }

    /** Both growths. */
    private String plot() {
        List<Figures> medians = new ArrayList<>();
        run.byTable().forEach((size, times) -> medians.add(median("of all users", size, times)));
        run.byUser().forEach((size, times) -> medians.add(median("of the user", size, times)));
        return new Plot(new SuiteResults(
                        TurnResults.NAME, PLOT_TITLE, run.started(), run.environment(), "", SIZE, Map.of(), medians))
                .svg();
    }

    /** The median, where the plot draws a mean. */
    private static Figures median(String what, int size, Times times) {
        return new Figures(
                what,
                Map.of(SIZE, Integer.toString(size)),
                times.p50(),
                Double.NaN,
                times.p50(),
                times.p95(),
                times.p95(),
                times.samples());
    }
}
