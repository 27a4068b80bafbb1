package dev.kendall.benchmarks.postgres.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** What one store answered to the questions about users of one size, round by round. Not thread-safe. */
final class Tally {
    private final List<Samples> rounds = new ArrayList<>();
    private int answers;
    private int wanted;
    private int right;
    private int rows;
    private int fewest = Question.LIMIT;
    private int tooFew;

    void beginRound() {
        rounds.add(new Samples());
    }

    void add(Question question, List<UUID> found, long nanos) {
        rounds.get(rounds.size() - 1).add(nanos);
        answers++;
        wanted += question.nearest().size();
        right += (int) found.stream().filter(question.nearest()::contains).count();
        rows += found.size();
        fewest = Math.min(fewest, found.size());
        tooFew += found.size() < question.nearest().size() ? 1 : 0;
    }

    /** The figures, with the times of {@code base} as a ratio to these. */
    SearchFigures figures(String store, Population population, int userRows, Tally base) {
        Samples all = Samples.of(rounds);
        return new SearchFigures(
                store,
                population.name(),
                userRows,
                all.count(),
                all.percentile(0.5),
                all.percentile(0.95),
                (double) right / wanted,
                (double) rows / answers,
                fewest,
                (double) tooFew / answers,
                ratio(base));
    }

    /** Round by round, as each round's searches were made close to each other; of the rounds' ratios, the middle one. */
    private double ratio(Tally base) {
        double[] ratios = new double[rounds.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = base.rounds.get(i).percentile(0.5) / rounds.get(i).percentile(0.5);
        }
        Arrays.sort(ratios);
        return ratios[ratios.length / 2];
    }
}
