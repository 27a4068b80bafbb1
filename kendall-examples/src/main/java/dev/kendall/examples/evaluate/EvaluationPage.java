package dev.kendall.examples.evaluate;

import dev.kendall.examples.command.Environment;
import dev.kendall.examples.scoring.Estimate;
import dev.kendall.examples.scoring.Metric;
import dev.kendall.examples.scoring.Spread;
import dev.kendall.html.HtmlPage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An evaluation as one page of HTML that needs nothing else. */
final class EvaluationPage {
    private static final String STYLE =
            ".range { stroke: var(--ink); } .small { color: var(--muted); font-size: 12px; }\n"
                    + "div.wide span, div.wide td:first-child { white-space: nowrap; }\n";

    private final Evaluation evaluation;
    private final HtmlPage page;

    EvaluationPage(Evaluation evaluation) {
        this.evaluation = evaluation;
        String name = evaluation.dataset().name();
        this.page = new HtmlPage("Evaluation" + (name.isEmpty() ? "" : ": " + name), STYLE);
    }

    String html() {
        page.add(
                "<p>%d messages in %d conversations, %d scored questions, %d not scored.</p>",
                evaluation.dataset().messages(),
                evaluation.dataset().conversations(),
                evaluation.dataset().scored(),
                evaluation.dataset().unscored());
        scores();
        page.add(new RecallPlot(evaluation.configurations()).svg());
        page.add("<h2>By category</h2>").add(categories().svg());
        page.add("<h2>Time and tokens</h2>");
        cost();
        page.add(latency().svg());
        facts();
        return page.end();
    }

    private void scores() {
        StringBuilder head = new StringBuilder("<div class='wide'><table><tr><th>Search</th>");
        for (Metric metric : Metric.values()) {
            head.append("<th class='n'>").append(metric.label()).append("</th>");
        }
        page.add(head + "</tr>");
        for (ConfigurationResult result : evaluation.configurations()) {
            page.add("<tr><td>%s</td>", result.name());
            for (Metric metric : Metric.values()) {
                Estimate estimate = result.all().get(metric);
                page.add(
                        "<td class='n'>%.3f<br/><span class='small'>%.3f to %.3f</span></td>",
                        estimate.mean(), estimate.low(), estimate.high());
            }
            page.add("</tr>");
        }
        page.add(
                "</table></div><p class='small'>Ranges are 95 %% intervals of a bootstrap over the questions, %d samples, seed %d.</p>",
                evaluation.samples(), evaluation.seed());
    }

    private BarPlot categories() {
        List<BarPlot.Bar> bars = new ArrayList<>();
        List<ConfigurationResult> results = evaluation.configurations();
        for (String category : results.get(0).byCategory().keySet()) {
            for (int i = 0; i < results.size(); i++) {
                Map<String, GroupScores> byCategory = results.get(i).byCategory();
                GroupScores scores = byCategory.get(category);
                if (scores != null) {
                    Estimate recall = scores.get(Metric.RECALL_10);
                    bars.add(new BarPlot.Bar(
                            (category.isEmpty() ? "-" : category) + ", " + scores.questions() + " questions",
                            results.get(i).name(),
                            i,
                            recall.mean(),
                            recall.low(),
                            recall.high(),
                            String.format(Locale.ROOT, "%.3f", recall.mean())));
                }
            }
        }
        return new BarPlot(
                "Recall at 10 of each category", 1, value -> String.format(Locale.ROOT, "%.1f", value), bars);
    }

    private void cost() {
        page.add(
                "<div class='wide'><table><tr><th>Search</th><th class='n'>searching, ms at p50</th><th class='n'>p95</th>"
                        + "<th class='n'>embedding the question, ms at p50</th><th class='n'>p95</th>"
                        + "<th class='n'>tokens of the first 10 hits</th><th class='n'>p95</th></tr>");
        for (ConfigurationResult result : evaluation.configurations()) {
            page.add(
                    "<tr><td>%s</td><td class='n'>%.2f</td><td class='n'>%.2f</td><td class='n'>%.2f</td><td class='n'>%.2f</td>"
                            + "<td class='n'>%.0f</td><td class='n'>%.0f</td></tr>",
                    result.name(),
                    result.searchMillis().p50(),
                    result.searchMillis().p95(),
                    result.embedMillis().p50(),
                    result.embedMillis().p95(),
                    result.contextTokens().mean(),
                    result.contextTokens().p95());
        }
        page.add("</table></div>");
    }

    private BarPlot latency() {
        List<BarPlot.Bar> bars = new ArrayList<>();
        List<ConfigurationResult> results = evaluation.configurations();
        double most = 0;
        for (int i = 0; i < results.size(); i++) {
            most = Math.max(most, results.get(i).searchMillis().p95());
            bars.add(bar("searching", results.get(i).name(), i, results.get(i).searchMillis()));
        }
        for (ConfigurationResult result : results) {
            if (result.configuration().needsVectors()) {
                most = Math.max(most, result.embedMillis().p95());
                bars.add(bar("embedding the question", evaluation.model(), results.size(), result.embedMillis()));
                break;
            }
        }
        return new BarPlot(
                "Time of a query: median, with a line to the 95th percentile",
                roundedUp(most),
                value -> new BigDecimal(value)
                                .round(new MathContext(3))
                                .stripTrailingZeros()
                                .toPlainString()
                        + " ms",
                bars);
    }

    private static BarPlot.Bar bar(String group, String name, int colour, Spread millis) {
        return new BarPlot.Bar(
                group,
                name,
                colour,
                millis.p50(),
                millis.p50(),
                millis.p95(),
                String.format(Locale.ROOT, "%.2f ms, %.2f at p95", millis.p50(), millis.p95()));
    }

    /** To one, two or five times a power of ten, whose fifths are round too. */
    private static double roundedUp(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(value, 1e-3))));
        for (double step : new double[] {1, 2, 5}) {
            if (value <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private void facts() {
        Environment on = evaluation.environment();
        page.add("<h2>Measured on</h2><div class='wide'><table>");
        fact("started", evaluation.started());
        fact("Kendall", on.kendall() + ", commit " + on.commit());
        fact("embedding model", evaluation.model().isEmpty() ? "none" : evaluation.model());
        evaluation.configurations().stream()
                .map(ConfigurationResult::server)
                .filter(server -> !server.isEmpty())
                .distinct()
                .forEach(server -> fact("server", server));
        fact("processor", on.cpu() + ", " + on.cores() + " cores");
        fact("memory", on.memoryGib() + " GiB");
        fact("system", on.os());
        fact("JVM", on.jvm());
        fact("load before", on.load() < 0 ? "unknown" : Double.toString(on.load()));
        fact("conversations, SHA-256", evaluation.dataset().conversationsSha256());
        fact("questions, SHA-256", evaluation.dataset().questionsSha256());
        page.add("</table></div>");
    }

    private void fact(String name, String value) {
        page.add("<tr><td>%s</td><td>%s</td></tr>", name, value);
    }
}
