package dev.kendall.examples.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Scores as a table of plain text. */
public final class ScoreTable {
    private static final List<Metric> COLUMNS =
            List.of(Metric.RECALL_5, Metric.RECALL_10, Metric.RECALL_20, Metric.HIT_10, Metric.NDCG_10, Metric.MRR);

    private final List<String> rows = new ArrayList<>();

    /** A table whose first column has this head. */
    public ScoreTable(String first) {
        StringBuilder head = new StringBuilder("%-24s %9s".formatted(first, "questions"));
        COLUMNS.forEach(metric -> head.append(" %7s".formatted(metric.label())));
        rows.add(head.toString());
    }

    /** Adds the mean over some questions. */
    public ScoreTable add(String name, List<Scores> scores) {
        Scores mean = Scores.mean(scores);
        StringBuilder row = new StringBuilder("%-24s %9d".formatted(name, scores.size()));
        COLUMNS.forEach(metric -> row.append(String.format(Locale.ROOT, " %7.3f", metric.of(mean))));
        rows.add(row.toString());
        return this;
    }

    /** The lines of the table. */
    public List<String> lines() {
        return List.copyOf(rows);
    }
}
