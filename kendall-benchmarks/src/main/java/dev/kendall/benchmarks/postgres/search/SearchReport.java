package dev.kendall.benchmarks.postgres.search;

import dev.kendall.benchmarks.report.Figures;
import dev.kendall.benchmarks.report.Headline;
import dev.kendall.benchmarks.report.Numbers;
import dev.kendall.benchmarks.report.Plot;
import dev.kendall.benchmarks.report.Report;
import dev.kendall.benchmarks.report.SuiteResults;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The Markdown and the plots of a run. */
final class SearchReport implements Report {
    private static final String SIZE = "rows of the user";

    private final SearchResults run;

    SearchReport(SearchResults run) {
        this.run = run;
    }

    @Override
    public SearchResults run() {
        return run;
    }

    @Override
    public List<Headline> headlines() {
        return run.peers().stream()
                .filter(figures -> figures.population().equals(Population.EVEN)
                        && !figures.store().equals(KendallStore.NAME))
                .map(peer -> Headline.atMost(
                        SearchResults.SHARE,
                        "the 10 nearest rows of one user of a thousand",
                        peer.store() + String.format(Locale.ROOT, " (recall %.2f)", peer.recall()),
                        peer.ratio()))
                .toList();
    }

    @Override
    public String name() {
        return SearchResults.NAME;
    }

    @Override
    public String tables() {
        return peers() + "\n\n" + ways();
    }

    @Override
    public String text() {
        return String.join("\n\n", measuredOn(), peers(), image("peers"), ways(), image("ways"));
    }

    @Override
    public Map<String, String> plots() {
        Map<String, String> plots = new LinkedHashMap<>();
        // Where the users differ in size, so that there is a line to draw.
        List<SearchFigures> skewed = run.peers().stream()
                .filter(figures -> figures.population().equals(Population.SKEWED))
                .toList();
        plots.put(plotOf("peers"), plot("Search in one user's rows: median time", skewed));
        plots.put(plotOf("ways"), plot("Kendall's exact way and its index: median time", run.ways()));
        return plots;
    }

    private static String plotOf(String what) {
        return "images/" + SearchResults.NAME + "-" + what + ".svg";
    }

    private static String image(String what) {
        return "![Median time by " + SIZE + "](" + plotOf(what) + ")";
    }

    private String plot(String title, List<SearchFigures> figures) {
        List<Figures> medians = figures.stream().map(SearchReport::median).toList();
        return new Plot(new SuiteResults(
                        SearchResults.NAME, title, run.started(), run.environment(), "", SIZE, Map.of(), medians))
                .svg();
    }

    /** The median, where the plot draws a mean. */
    private static Figures median(SearchFigures of) {
        return new Figures(
                of.store(),
                Map.of(SIZE, Integer.toString(of.userRows())),
                of.p50(),
                Double.NaN,
                of.p50(),
                of.p95(),
                of.p95(),
                of.searches());
    }

    private String measuredOn() {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("PostgreSQL", run.postgres());
        rows.put(
                "its settings",
                run.settings().entrySet().stream()
                        .map(setting -> setting.getKey() + " = " + setting.getValue())
                        .collect(Collectors.joining(", ")));
        rows.put(
                "searches",
                run.questions() + " questions, " + run.rounds() + " rounds, " + Numbers.grouped(run.rows())
                        + " rows in each store");
        return Report.measuredOn(run.started(), run.environment(), rows);
    }

    /** Every store by the users' rows. */
    String peers() {
        return table("users | rows of the user | store", "Kendall takes ×", run.peers(), true);
    }

    /** Kendall's two ways by the users' rows. */
    String ways() {
        return table("rows of the user | way", "exact takes ×", run.ways(), false);
    }

    private static String table(String first, String ratio, List<SearchFigures> rows, boolean withPopulation) {
        int texts = withPopulation ? 1 : 0;
        return "| " + first + " | median, ms | 95 % | recall@" + Question.LIMIT + " | rows | fewest | too few | "
                + ratio + " |\n|" + "---|".repeat(texts) + "---:|---|" + "---:|".repeat(7) + "\n"
                + rows.stream()
                        .map(row -> (withPopulation ? "| " + row.population() + " " : "") + line(row))
                        .collect(Collectors.joining("\n"));
    }

    private static String line(SearchFigures row) {
        return String.join(
                " | ",
                "| " + Numbers.grouped(row.userRows()),
                row.store(),
                "**" + Numbers.significant(row.p50(), 3) + "**",
                Numbers.significant(row.p95(), 3),
                String.format(Locale.ROOT, "%.3f", row.recall()),
                String.format(Locale.ROOT, "%.1f", row.rows()),
                Integer.toString(row.fewest()),
                String.format(Locale.ROOT, "%.0f %%", 100 * row.tooFew()),
                Numbers.significant(row.ratio(), 3) + " |");
    }
}
