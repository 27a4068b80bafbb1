package dev.kendall.examples.evaluate;

import dev.kendall.examples.scoring.Estimate;
import dev.kendall.examples.scoring.Metric;
import dev.kendall.examples.scoring.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The results of a configuration as plain text. */
final class EvaluationText {
    private EvaluationText() {}

    static List<String> lines(ConfigurationResult result) {
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder("%-28s %9s".formatted(result.name(), "questions"));
        for (Metric metric : Metric.values()) {
            head.append(" %7s".formatted(metric.label()));
        }
        lines.add(head.toString());
        lines.add(row("all", result.all(), Estimate::mean));
        lines.add(row("  95 % from", null, result.all(), Estimate::low));
        lines.add(row("  95 % to", null, result.all(), Estimate::high));
        if (result.byCategory().size() > 1) {
            result.byCategory()
                    .forEach((category, scores) ->
                            lines.add(row("  " + (category.isEmpty() ? "-" : category), scores, Estimate::mean)));
        }
        lines.add("searching took " + millis(result.searchMillis())
                + (result.configuration().needsVectors()
                        ? ", embedding the question besides " + millis(result.embedMillis())
                        : ""));
        lines.add(String.format(
                Locale.ROOT,
                "the first 10 hits are %.0f tokens of context in the mean, %.0f at p95",
                result.contextTokens().mean(),
                result.contextTokens().p95()));
        return lines;
    }

    private static String row(String name, GroupScores scores, ToDoubleFunction<Estimate> value) {
        return row(name, scores.questions(), scores, value);
    }

    private static String row(
            String name, @Nullable Integer questions, GroupScores scores, ToDoubleFunction<Estimate> value) {
        StringBuilder row = new StringBuilder("%-28s %9s".formatted(name, questions == null ? "" : questions));
        for (Metric metric : Metric.values()) {
            row.append(String.format(Locale.ROOT, " %7.3f", value.applyAsDouble(scores.get(metric))));
        }
        return row.toString();
    }

    private static String millis(Spread millis) {
        return String.format(Locale.ROOT, "%.2f ms at p50 and %.2f at p95", millis.p50(), millis.p95());
    }
}
