package dev.kendall.examples.learn;

import dev.kendall.analytics.DailyRow;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows what happened on each day, a line a day; what could not be known is a dash. */
final class DaysView {
    private static final String LINE = "  %-10s  %8s  %6s  %8s  %8s  %8s  %6s  %8s  %8s  %6s  %6s  %9s  %s%n";
    private static final String UNKNOWN = "-";

    private final PrintWriter out;

    DaysView(PrintWriter out) {
        this.out = out;
    }

    void show(List<DailyRow> rows) {
        out.println();
        out.println("What happened on each day, by the clock of UTC (- is not known):");
        out.printf(
                LINE,
                "day",
                "messages",
                "users",
                "answered",
                "in half",
                "in 95 %",
                "recall",
                "patterns",
                "retired",
                "jobs",
                "failed",
                "tokens",
                "cost");
        rows.forEach(this::show);
        out.flush();
    }

    private void show(DailyRow row) {
        DailyRow.Answers answers = row.answers();
        DailyRow.Patterns patterns = row.patterns();
        DailyRow.Jobs jobs = row.jobs();
        DailyRow.Models models = row.models();
        out.printf(
                LINE,
                row.day(),
                row.messages(),
                row.activeUsers(),
                answers == null ? UNKNOWN : answers.count(),
                answers == null ? UNKNOWN : seconds(answers.median()),
                answers == null ? UNKNOWN : seconds(answers.p95()),
                recall(row.recall()),
                patterns == null ? UNKNOWN : patterns.learned(),
                patterns == null ? UNKNOWN : patterns.retired(),
                jobs == null ? UNKNOWN : jobs.succeeded(),
                jobs == null ? UNKNOWN : jobs.dead(),
                models == null ? UNKNOWN : models.inputTokens() + models.outputTokens(),
                models == null || models.cost() == null
                        ? UNKNOWN
                        : models.cost().toPlainString());
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1e3);
    }

    private static String recall(DailyRow.@Nullable Recall recall) {
        Double rate = recall == null ? null : recall.hitRate();
        return rate == null ? UNKNOWN : Math.round(100 * rate) + " %";
    }
}
