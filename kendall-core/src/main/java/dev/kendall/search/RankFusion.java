package dev.kendall.search;

import dev.kendall.search.Explanation.ArmRank;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): a row's score is the sum of 1 / ({@value #K} + rank) over the rankings
 * that hold it. It needs no common scale of cosines and keyword scores, and so no tuning for a model. {@link EvidenceRanking} adds what else speaks
 * for a row. For backends.
 *
 * <p>The paper's constant is 60. It was chosen for fusing dozens of rankings; with two rankings of 100 candidates it lets a row at rank 60
 * of both beat the first of one. 10 finds more of the evidence on two independent sets of conversations (docs/evaluation/README.md).
 */
public final class RankFusion {
    /** How little the very first ranks stand out: 0 would make the second worth half of the first. */
    public static final int K = 10;

    private RankFusion() {}

    /**
     * One candidate of one arm.
     *
     * @param score the arm's own
     */
    public record Candidate<T>(T item, double score) {}

    /**
     * Hits out of one arm's candidates, which are in order.
     *
     * @param arm {@link SearchMode#SEMANTIC} or {@link SearchMode#KEYWORD}
     */
    public static <T> List<Hit<T>> single(List<Candidate<T>> ranked, SearchMode arm) {
        List<Hit<T>> hits = new ArrayList<>(ranked.size());
        for (int i = 0; i < ranked.size(); i++) {
            double score = ranked.get(i).score();
            ArmRank rank = new ArmRank(i + 1, score);
            Explanation explanation =
                    arm == SearchMode.SEMANTIC ? new Explanation(rank, null) : new Explanation(null, rank);
            hits.add(new Hit<>(ranked.get(i).item(), score, explanation));
        }
        return hits;
    }

    /** The candidates, which are in order, with their ranks. */
    static <T> Map<T, ArmRank> ranks(List<Candidate<T>> ranked) {
        Map<T, ArmRank> ranks = new LinkedHashMap<>();
        for (Candidate<T> candidate : ranked) {
            ranks.put(candidate.item(), new ArmRank(ranks.size() + 1, candidate.score()));
        }
        return ranks;
    }

    /** What a rank in one arm adds to the score; 0 for a row that is not among its candidates. */
    static double share(@Nullable ArmRank rank) {
        return rank == null ? 0 : 1.0 / (K + rank.rank());
    }
}
