package dev.kendall.search;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a hit came from.
 *
 * @param semantic its place among the nearest by meaning, or null when it was not among the candidates; the score is the cosine
 * @param keyword its place among the best by word, or null when it was not among the candidates; the score is the backend's own
 *     measure (BM25 in memory), comparable within one answer only
 * @param fused the fused score in a hybrid search, else 0
 */
public record Explanation(
        @Nullable ArmRank semantic, @Nullable ArmRank keyword, double fused) {
    /**
     * A place in one arm's ranking.
     *
     * @param rank 1 is the best
     */
    public record ArmRank(int rank, double score) {}

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (semantic != null) {
            text.append(String.format(Locale.ROOT, "meaning #%d (cosine %.3f)", semantic.rank(), semantic.score()));
        }
        if (keyword != null) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(String.format(Locale.ROOT, "words #%d (%.2f)", keyword.rank(), keyword.score()));
        }
        return fused > 0
                ? text.append(String.format(Locale.ROOT, ", fused %.4f", fused)).toString()
                : text.toString();
    }
}
