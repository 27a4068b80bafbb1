package dev.kendall.search;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a hit came from.
 *
 * @param semantic its place among the nearest by meaning, or null when it was not among the candidates; the score is the cosine
 * @param keyword its place among the best by word, or null when it was not among the candidates; the score is the backend's own
 *     measure (BM25 in memory), comparable within one answer only
 * @param fused the score of a hybrid search, else 0
 * @param signals what each signal adds to {@code fused}: those that add something, in the order of {@link Signal}; empty when it is not a
 *     hybrid search
 * @param reranked the score of the reranking model, on its own scale, or null when none was asked
 */
public record Explanation(
        @Nullable ArmRank semantic,
        @Nullable ArmRank keyword,
        double fused,
        Map<Signal, Double> signals,
        @Nullable Double reranked) {
    /** Copies the signals. */
    public Explanation {
        Map<Signal, Double> copy = new EnumMap<>(Signal.class);
        copy.putAll(signals);
        signals = Collections.unmodifiableMap(copy);
    }

    /** Without a reranking model. */
    public Explanation(
            @Nullable ArmRank semantic, @Nullable ArmRank keyword, double fused, Map<Signal, Double> signals) {
        this(semantic, keyword, fused, signals, null);
    }

    /** Of a search by one arm. */
    public Explanation(@Nullable ArmRank semantic, @Nullable ArmRank keyword) {
        this(semantic, keyword, 0, Map.of());
    }

    /** The same, with the score of a reranking model. */
    public Explanation reranked(double score) {
        return new Explanation(semantic, keyword, fused, signals, score);
    }

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
        if (fused > 0) {
            text.append(String.format(Locale.ROOT, ", score %.4f", fused));
        }
        signals.forEach((signal, share) -> {
            if (signal != Signal.MEANING && signal != Signal.WORDS) {
                text.append(
                        String.format(Locale.ROOT, ", %s +%.3f", signal.name().toLowerCase(Locale.ROOT), share));
            }
        });
        if (reranked != null) {
            text.append(String.format(Locale.ROOT, ", reranked %.4f", reranked));
        }
        return text.toString();
    }
}
