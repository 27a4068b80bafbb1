package dev.kendall.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The Markdown of a suite's run: what it was measured on, the table, the growth. */
public final class SuiteReport implements Report {
    private final SuiteResults run;
    private final List<Headline> headlines;

    /** The report of this run, with what says most of it. */
    public SuiteReport(SuiteResults run, List<Headline> headlines) {
        this.run = run;
        this.headlines = List.copyOf(headlines);
    }

    @Override
    public SuiteResults run() {
        return run;
    }

    @Override
    public List<Headline> headlines() {
        return headlines;
    }

    @Override
    public String name() {
        return run.suite();
    }

    @Override
    public String tables() {
        return table() + "\n\n" + growth();
    }

    @Override
    public String text() {
        String measuredOn = Report.measuredOn(run.started(), run.environment(), Map.of("JMH", run.method()));
        return String.join("\n\n", measuredOn, table(), "![" + run.title() + "](" + plot() + ")", growth());
    }

    @Override
    public Map<String, String> plots() {
        return Map.of(plot(), new Plot(run).svg());
    }

    private String plot() {
        return "images/" + run.suite() + ".svg";
    }

    /** One row for each figure, with the parameters as columns. */
    String table() {
        List<String> params = run.figures().stream()
                .flatMap(measured -> measured.params().keySet().stream())
                .distinct()
                .sorted()
                .toList();
        StringBuilder table = new StringBuilder("| operation |");
        params.forEach(param -> table.append(' ').append(param).append(" |"));
        table.append(" mean, ms | ± 99.9 % | median | 90 % | 99 % | × ")
                .append(baseline())
                .append(" |\n|---|")
                .append("---:|".repeat(params.size() + 6));
        for (Figures measured : run.figures()) {
            table.append("\n| ").append(measured.benchmark()).append(" |");
            params.forEach(param -> table.append(' ')
                    .append(value(measured.params().getOrDefault(param, "")))
                    .append(" |"));
            table.append(" **")
                    .append(ms(measured.mean()))
                    .append("** | ")
                    .append(Double.isFinite(measured.error()) ? Numbers.significant(measured.error(), 2) : "?")
                    .append(" | ")
                    .append(ms(measured.p50()))
                    .append(" | ")
                    .append(ms(measured.p90()))
                    .append(" | ")
                    .append(ms(measured.p99()))
                    .append(" | ")
                    .append(run.ratio(measured)
                            .map(ratio -> Numbers.significant(ratio, 3))
                            .orElse(""))
                    .append(" |");
        }
        return table.toString();
    }

    private String baseline() {
        return run.baseline().entrySet().stream()
                .map(param -> value(param.getValue()) + " " + param.getKey())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** The exponents from size to size. */
    String growth() {
        Map<String, Growth> growth = run.growth();
        if (growth.isEmpty()) {
            return "";
        }
        List<Growth.Step> steps = growth.values().iterator().next().steps();
        StringBuilder table = new StringBuilder("| time grows as " + run.sizeParam() + " to the power of |");
        steps.forEach(step -> table.append(' ')
                .append(Numbers.grouped(step.from()))
                .append(" → ")
                .append(Numbers.grouped(step.to()))
                .append(" |"));
        table.append(" overall |\n|---|").append("---:|".repeat(steps.size() + 1));
        growth.forEach((name, grows) -> {
            table.append("\n| ").append(name).append(" |");
            grows.steps()
                    .forEach(step ->
                            table.append(' ').append(exponent(step.exponent())).append(" |"));
            table.append(' ').append(exponent(grows.overall())).append(" |");
        });
        return table.toString();
    }

    /** An exponent of growth, with two digits after the point. */
    public static String exponent(double exponent) {
        return String.format(Locale.ROOT, "%.2f", exponent);
    }

    private static String ms(double milliseconds) {
        return Numbers.significant(milliseconds, 3);
    }

    /** Numbers with their thousands set apart, everything else as it is. */
    private static String value(String param) {
        return param.matches("\\d{4,15}") ? Numbers.grouped(Double.parseDouble(param)) : param;
    }
}
