package dev.kendall.benchmarks.replay;

import dev.kendall.benchmarks.replay.Performance.Seconds;
import dev.kendall.benchmarks.replay.ReplayResults.CrowdFigures;
import dev.kendall.benchmarks.report.Bars;
import dev.kendall.benchmarks.report.Headline;
import dev.kendall.benchmarks.report.Numbers;
import dev.kendall.benchmarks.report.Report;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The Markdown and the chart of a run. */
final class ReplayReport implements Report {
    private static final String PLOT = "images/" + ReplayResults.NAME + ".svg";
    private static final String TITLE = "One chat message without the model: median time, and a line to the worst";
    private static final double MEDIAN = 0.5;
    private static final double WORST = 1;

    private final ReplayResults run;

    ReplayReport(ReplayResults run) {
        this.run = run;
    }

    @Override
    public ReplayResults run() {
        return run;
    }

    @Override
    public List<Headline> headlines() {
        return crowds().stream()
                .filter(crowd -> crowd.way().equals(ReplayBenchmark.KENDALL_AFAR))
                .map(this::headline)
                .toList();
    }

    private Headline headline(CrowdFigures kendall) {
        Seconds paced = crowds().stream()
                .filter(crowd -> crowd.users() == kendall.users() && crowd.way().equals(ReplayBenchmark.PACED))
                .findFirst()
                .orElseThrow()
                .performance()
                .at(MEDIAN);
        double ratio = kendall.performance().at(MEDIAN).value() / paced.value();
        return new Headline(
                "a chat message of " + users(kendall) + ", Kendall 10 ms away",
                "the legacy calls on Airtable, paced",
                (paced.more() ? "< " : "") + Numbers.significant(ratio, 3),
                "all finish",
                kendall.performance().cutOff().isEmpty());
    }

    private static String users(CrowdFigures crowd) {
        return crowd.users() == 1 ? "1 user" : crowd.users() + " users at once";
    }

    @Override
    public String name() {
        return ReplayResults.NAME;
    }

    @Override
    public String text() {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("server", run.server());
        rows.put("messages", messages());
        return String.join(
                "\n\n",
                Report.measuredOn(run.started(), run.environment(), rows),
                tables(),
                "![" + TITLE + "](" + PLOT + ")");
    }

    private String messages() {
        int played = run.crowds().stream()
                .mapToInt(crowd -> crowd.performance().begun())
                .sum();
        int cutOff = run.crowds().stream()
                .mapToInt(crowd -> crowd.performance().cutOff().size())
                .sum();
        return Numbers.grouped(played) + " played, of which " + Numbers.grouped(cutOff) + " were cut off after "
                + Numbers.grouped(run.limitSeconds()) + " s";
    }

    @Override
    public String tables() {
        return Report.table(
                "way | users at once | messages | finished | median, s | worst, s | calls a message | calls | 429",
                crowds().stream().map(ReplayReport::row).toList());
    }

    /** Crowd by crowd. */
    private List<CrowdFigures> crowds() {
        return run.crowds().stream()
                .sorted(Comparator.comparingInt(CrowdFigures::users))
                .toList();
    }

    private static String row(CrowdFigures crowd) {
        Performance performance = crowd.performance();
        return String.join(
                " | ",
                crowd.way(),
                Integer.toString(crowd.users()),
                Numbers.grouped(performance.begun()),
                Numbers.grouped(performance.finished().size()),
                "**" + seconds(performance.at(MEDIAN)) + "**",
                seconds(performance.at(WORST)),
                String.format(Locale.ROOT, "%.1f", crowd.callsPerMessage()),
                Numbers.grouped(crowd.calls()),
                Numbers.grouped(crowd.refused()));
    }

    private static String seconds(Seconds seconds) {
        return (seconds.more() ? "> " : "") + Numbers.significant(seconds.value(), 3);
    }

    @Override
    public Map<String, String> plots() {
        return Map.of(
                PLOT,
                new Bars(TITLE, "s", crowds().stream().map(ReplayReport::bar).toList()).svg());
    }

    private static Bars.Bar bar(CrowdFigures crowd) {
        Seconds median = crowd.performance().at(MEDIAN);
        return new Bars.Bar(
                crowd.users() == 1 ? "1 user" : crowd.users() + " users at once",
                crowd.way(),
                median.value(),
                crowd.performance().at(WORST).value(),
                label(median));
    }

    private static String label(Seconds median) {
        String value = Numbers.significant(median.value(), 3) + " s";
        return median.more() ? "more than " + value : value;
    }
}
