package dev.kendall.examples.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Scores as a table of plain text. */
public final class ScoreTable {
    private final List<String> rows = new ArrayList<>();

    /** A table whose first column has this head. */
    public ScoreTable(String first) {
        rows.add("%-24s %9s %6s %6s %6s %6s %7s %6s"
                .formatted(first, "questions", "R@5", "R@10", "R@20", "hit@10", "nDCG@10", "MRR"));
    }

    /** Adds the mean over some questions. */
    public ScoreTable add(String name, List<Scores> scores) {
        Scores mean = Scores.mean(scores);
        rows.add(String.format(
                Locale.ROOT,
                "%-24s %9d %6.3f %6.3f %6.3f %6.3f %7.3f %6.3f",
                name,
                scores.size(),
                mean.recall5(),
                mean.recall10(),
                mean.recall20(),
                mean.hit10(),
                mean.ndcg10(),
                mean.mrr()));
        return this;
    }

    /** The lines of the table. */
    public List<String> lines() {
        return List.copyOf(rows);
    }
}
