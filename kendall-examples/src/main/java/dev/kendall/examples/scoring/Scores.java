package dev.kendall.examples.scoring;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * How well one ranking, or on average many, found what is relevant.
 *
 * @param recall5 the share of the relevant that is among the first 5
 * @param recall10 the same for 10
 * @param recall20 the same for 20
 * @param hit10 whether any of the relevant is among the first 10: 1 or 0
 * @param ndcg10 normalised discounted cumulative gain of the first 10 (Järvelin and Kekäläinen, 2002), every relevant one worth 1
 * @param mrr 1 divided by the rank of the first relevant one; 0 when it was not found
 */
public record Scores(double recall5, double recall10, double recall20, double hit10, double ndcg10, double mrr) {
    /**
     * The scores of one ranking.
     *
     * @param ranked ids, best first
     * @param relevant at least one id
     */
    public static Scores of(List<String> ranked, Set<String> relevant) {
        if (relevant.isEmpty()) {
            throw new IllegalArgumentException("a ranking cannot be scored when nothing is relevant");
        }
        double recall10 = recall(ranked, relevant, 10);
        return new Scores(
                recall(ranked, relevant, 5),
                recall10,
                recall(ranked, relevant, 20),
                recall10 > 0 ? 1 : 0,
                ndcg(ranked, relevant, 10),
                reciprocalRank(ranked, relevant));
    }

    /** The mean of each score; all zero when there is none. */
    public static Scores mean(Collection<Scores> scores) {
        return new Scores(
                mean(scores, Scores::recall5),
                mean(scores, Scores::recall10),
                mean(scores, Scores::recall20),
                mean(scores, Scores::hit10),
                mean(scores, Scores::ndcg10),
                mean(scores, Scores::mrr));
    }

    private static double mean(Collection<Scores> scores, ToDoubleFunction<Scores> score) {
        return scores.stream().mapToDouble(score).average().orElse(0);
    }

    private static double recall(List<String> ranked, Set<String> relevant, int first) {
        Set<String> found = new HashSet<>(ranked.subList(0, Math.min(first, ranked.size())));
        found.retainAll(relevant);
        return (double) found.size() / relevant.size();
    }

    private static double ndcg(List<String> ranked, Set<String> relevant, int first) {
        double gain = 0;
        double ideal = 0;
        for (int i = 0; i < first; i++) {
            double discounted = Math.log(2) / Math.log(i + 2);
            gain += i < ranked.size() && relevant.contains(ranked.get(i)) ? discounted : 0;
            ideal += i < relevant.size() ? discounted : 0;
        }
        return gain / ideal;
    }

    private static double reciprocalRank(List<String> ranked, Set<String> relevant) {
        for (int i = 0; i < ranked.size(); i++) {
            if (relevant.contains(ranked.get(i))) {
                return 1.0 / (i + 1);
            }
        }
        return 0;
    }
}
