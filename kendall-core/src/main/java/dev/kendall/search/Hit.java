package dev.kendall.search;

import java.util.Objects;

/**
 * Something that was found.
 *
 * @param score higher is better; a cosine, a keyword score or a fused score by the search's mode, or the score of a
 *     reranking model where one was asked: compare within one answer only
 */
public record Hit<T>(T item, double score, Explanation explain) {
    /** Checks the fields. */
    public Hit {
        Objects.requireNonNull(item, "item");
        Objects.requireNonNull(explain, "explain");
    }

    /** The same, as a reranking model scores it. */
    public Hit<T> reranked(double score) {
        return new Hit<>(item, score, explain.reranked(score));
    }
}
