package dev.kendall.search;

import java.util.Objects;

/**
 * Something that was found.
 *
 * @param score higher is better; a cosine, a keyword score or a fused score by the search's mode, or what a reranker makes of
 *     the fused one: compare within one answer only
 */
public record Hit<T>(T item, double score, Explanation explain) {
    /** Checks the fields. */
    public Hit {
        Objects.requireNonNull(item, "item");
        Objects.requireNonNull(explain, "explain");
    }

    /** The same with this score, in which a reranking model's own has its part. */
    public Hit<T> reranked(double score, double model) {
        return new Hit<>(item, score, explain.reranked(model));
    }
}
