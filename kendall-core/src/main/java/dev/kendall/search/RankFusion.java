package dev.kendall.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): a row's score is the sum of 1 / ({@value #K} + rank) over the rankings
 * that hold it. It needs no common scale of cosines and keyword scores, and so no tuning for a model. For backends.
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
            Explanation.ArmRank rank = new Explanation.ArmRank(i + 1, score);
            Explanation explanation =
                    arm == SearchMode.SEMANTIC ? new Explanation(rank, null, 0) : new Explanation(null, rank, 0);
            hits.add(new Hit<>(ranked.get(i).item(), score, explanation));
        }
        return hits;
    }

    /**
     * The best {@code limit} of both arms' candidates, each in order.
     *
     * @param ties the order of rows with equal scores
     */
    public static <T> List<Hit<T>> fuse(
            List<Candidate<T>> semantic, List<Candidate<T>> keyword, Comparator<T> ties, int limit) {
        Map<T, Explanation> found = new LinkedHashMap<>();
        single(semantic, SearchMode.SEMANTIC)
                .forEach(hit -> found.put(hit.item(), fused(hit.explain().semantic(), null)));
        single(keyword, SearchMode.KEYWORD).forEach(hit -> {
            Explanation before = found.get(hit.item());
            found.put(
                    hit.item(),
                    fused(
                            before == null ? null : before.semantic(),
                            hit.explain().keyword()));
        });
        return found.entrySet().stream()
                .map(entry -> new Hit<>(entry.getKey(), entry.getValue().fused(), entry.getValue()))
                .sorted(Comparator.<Hit<T>>comparingDouble(Hit::score)
                        .reversed()
                        .thenComparing(Hit::item, Objects.requireNonNull(ties, "ties")))
                .limit(limit)
                .toList();
    }

    private static Explanation fused(Explanation.@Nullable ArmRank semantic, Explanation.@Nullable ArmRank keyword) {
        return new Explanation(semantic, keyword, share(semantic) + share(keyword));
    }

    private static double share(Explanation.@Nullable ArmRank rank) {
        return rank == null ? 0 : 1.0 / (K + rank.rank());
    }
}
