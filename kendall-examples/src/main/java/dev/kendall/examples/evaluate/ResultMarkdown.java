package dev.kendall.examples.evaluate;

import dev.kendall.examples.command.Environment;
import dev.kendall.examples.scoring.Estimate;
import dev.kendall.examples.scoring.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Results as tables of Markdown, which end with a line break. */
final class ResultMarkdown {
    private static final Set<Metric> WITH_RANGE = Set.of(Metric.RECALL_10);

    private ResultMarkdown() {}

    static String of(Evaluation evaluation) {
        return measuredOn(evaluation) + "\n" + scores(evaluation) + "\n" + categories(evaluation) + "\n"
                + cost(evaluation);
    }

    static String of(Baselines baselines) {
        List<String> rows = baselines.systems().stream()
                .map(system -> system.system() + " | " + share(system.recall5()) + " | " + share(system.recall10())
                        + " | " + share(system.recall20()) + " | " + share(system.hit10()) + " | "
                        + share(system.ndcg10()) + " | " + share(system.mrr()))
                .toList();
        return table("from " + baselines.source() + " | R@5 | R@10 | R@20 | hit@10 | nDCG@10 | MRR", rows);
    }

    private static String measuredOn(Evaluation evaluation) {
        Environment on = evaluation.environment();
        List<String> rows = new ArrayList<>();
        rows.add("started | " + evaluation.started());
        rows.add("Kendall | " + on.kendall() + ", commit " + on.commit());
        rows.add("data | " + evaluation.dataset().messages() + " messages in "
                + evaluation.dataset().conversations() + " conversations, "
                + evaluation.dataset().scored() + " scored questions, SHA-256 of the questions "
                + evaluation.dataset().questionsSha256().substring(0, 12));
        rows.add("model | " + evaluation.model());
        rows.add("processor | " + on.cpu() + ", " + on.cores() + " cores");
        rows.add("JVM | " + on.jvm());
        String servers = evaluation.configurations().stream()
                .map(ConfigurationResult::server)
                .filter(server -> !server.isEmpty())
                .distinct()
                .collect(Collectors.joining(", "));
        if (!servers.isEmpty()) {
            rows.add("server | " + servers);
        }
        rows.add("load before | " + load(on));
        return "| measured on | |\n|---|---|\n" + lines(rows);
    }

    private static String load(Environment on) {
        if (on.load() < 0) {
            return "unknown";
        }
        return on.load()
                + (on.load() > 0.5 * on.cores() ? ": **others kept the machine busy; take the times as rough**" : "");
    }

    private static String scores(Evaluation evaluation) {
        StringBuilder heading = new StringBuilder("search");
        for (Metric metric : Metric.values()) {
            heading.append(" | ").append(metric.label()).append(WITH_RANGE.contains(metric) ? " | 95 % interval" : "");
        }
        List<String> rows = new ArrayList<>();
        for (ConfigurationResult result : evaluation.configurations()) {
            StringBuilder row = new StringBuilder(result.name());
            for (Metric metric : Metric.values()) {
                Estimate estimate = result.all().get(metric);
                boolean range = WITH_RANGE.contains(metric);
                row.append(range ? " | **" : " | ")
                        .append(share(estimate.mean()))
                        .append(range ? "**" : "");
                if (range) {
                    row.append(" | ").append(share(estimate.low())).append('–').append(share(estimate.high()));
                }
            }
            rows.add(row.toString());
        }
        return table(heading.toString(), rows);
    }

    /** All configurations are asked the same questions, so all have the same categories. */
    private static String categories(Evaluation evaluation) {
        String heading = evaluation.configurations().get(0).byCategory().entrySet().stream()
                .map(category ->
                        name(category.getKey()) + " (" + category.getValue().questions() + ")")
                .collect(Collectors.joining(" | ", "R@10 by category (questions) | ", ""));
        List<String> rows = evaluation.configurations().stream()
                .map(result -> result.name() + " | "
                        + result.byCategory().values().stream()
                                .map(scores ->
                                        share(scores.get(Metric.RECALL_10).mean()))
                                .collect(Collectors.joining(" | ")))
                .toList();
        return table(heading, rows);
    }

    private static String cost(Evaluation evaluation) {
        List<String> rows = evaluation.configurations().stream()
                .map(result -> String.format(
                        Locale.ROOT,
                        "%s | %.2f | %.2f | %.2f | %.2f | %.0f | %.0f",
                        result.name(),
                        result.searchMillis().p50(),
                        result.searchMillis().p95(),
                        result.embedMillis().p50(),
                        result.embedMillis().p95(),
                        result.contextTokens().mean(),
                        result.contextTokens().p95()))
                .toList();
        return table(
                "a query | searching, ms at p50 | at p95 | embedding it, ms at p50 | embedding at p95 | tokens of 10 hits | tokens at p95",
                rows);
    }

    /** A share with three places and without a zero before them: .731. */
    static String share(double share) {
        String text = String.format(Locale.ROOT, "%.3f", share);
        return text.startsWith("0") ? text.substring(1) : text;
    }

    private static String name(String category) {
        return category.isEmpty() ? "-" : category.replace("|", "/");
    }

    private static String table(String heading, List<String> rows) {
        int columns = (int) heading.chars().filter(c -> c == '|').count();
        return "| " + heading + " |\n|---|" + "---:|".repeat(columns) + "\n" + lines(rows);
    }

    private static String lines(List<String> rows) {
        return rows.stream().map(row -> "| " + row + " |\n").collect(Collectors.joining());
    }
}
