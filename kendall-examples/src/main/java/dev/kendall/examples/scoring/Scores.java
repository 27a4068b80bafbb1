package dev.kendall.examples.scoring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * How well one ranking, or on average many, found what is relevant.
 *
 * @param recall5 the share of the relevant that is among the first 5
 * @param recall10 the same for 10
 * @param recall20 the same for 20
 * @param hit5 whether any of the relevant is among the first 5: 1 or 0
 * @param hit10 the same for 10
 * @param hit20 the same for 20
 * @param ndcg10 normalised discounted cumulative gain of the first 10 (Järvelin and Kekäläinen, 2002), every relevant one worth 1
 * @param mrr 1 divided by the rank of the first relevant one; 0 when it was not found
 */
public record Scores(
        double recall5,
        double recall10,
        double recall20,
        double hit5,
        double hit10,
        double hit20,
        double ndcg10,
        double mrr) {
    /**
     * The scores of one ranking.
     *
     * @param ranked ids, best first, each once
     * @param relevant at least one id
     */
    public static Scores of(List<String> ranked, Set<String> relevant) {
        return of(ranks(ranked, relevant), relevant.size());
    }

    /**
     * The scores of one ranking.
     *
     * @param ranks where the relevant ones that were found stand, from 1, ascending
     * @param relevant how many are relevant, found or not: at least one
     */
    public static Scores of(List<Integer> ranks, int relevant) {
        if (relevant < 1) {
            throw new IllegalArgumentException("a ranking cannot be scored when nothing is relevant");
        }
        return new Scores(
                recall(ranks, relevant, 5),
                recall(ranks, relevant, 10),
                recall(ranks, relevant, 20),
                hit(ranks, 5),
                hit(ranks, 10),
                hit(ranks, 20),
                ndcg(ranks, relevant, 10),
                ranks.isEmpty() ? 0 : 1.0 / ranks.get(0));
    }

    /** Where the relevant ids stand in a ranking, from 1, ascending. */
    public static List<Integer> ranks(List<String> ranked, Set<String> relevant) {
        List<Integer> ranks = new ArrayList<>();
        for (int i = 0; i < ranked.size(); i++) {
            if (relevant.contains(ranked.get(i))) {
                ranks.add(i + 1);
            }
        }
        return ranks;
    }

    /** The mean of each score; all zero when there is none. */
    public static Scores mean(Collection<Scores> scores) {
        return new Scores(
                mean(scores, Scores::recall5),
                mean(scores, Scores::recall10),
                mean(scores, Scores::recall20),
                mean(scores, Scores::hit5),
                mean(scores, Scores::hit10),
                mean(scores, Scores::hit20),
                mean(scores, Scores::ndcg10),
                mean(scores, Scores::mrr));
    }

    private static double mean(Collection<Scores> scores, ToDoubleFunction<Scores> score) {
        return scores.stream().mapToDouble(score).average().orElse(0);
    }

    private static long found(List<Integer> ranks, int first) {
        return ranks.stream().filter(rank -> rank <= first).count();
    }

    private static double recall(List<Integer> ranks, int relevant, int first) {
        return (double) found(ranks, first) / relevant;
    }

    private static double hit(List<Integer> ranks, int first) {
        return found(ranks, first) > 0 ? 1 : 0;
    }

    private static double ndcg(List<Integer> ranks, int relevant, int first) {
        double gain = 0;
        double ideal = 0;
        for (int rank = 1; rank <= first; rank++) {
            double discounted = Math.log(2) / Math.log(rank + 1);
            gain += ranks.contains(rank) ? discounted : 0;
            ideal += rank <= relevant ? discounted : 0;
        }
        return gain / ideal;
    }
}
