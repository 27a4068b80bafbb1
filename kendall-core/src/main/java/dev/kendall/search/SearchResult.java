package dev.kendall.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a search.
 *
 * @param hits best first
 * @param unembedded how many rows of the user the semantic arm could not see because they have no vector yet; 0 when it did not run
 * @param semanticOff why a hybrid search ran by word only, or null when it did not
 * @param rerankingOff why a reranking model that was asked did not order the hits, or null when it did or none was asked
 */
public record SearchResult<T>(
        List<Hit<T>> hits,
        long unembedded,
        @Nullable String semanticOff,
        @Nullable String rerankingOff) {
    /** Copies the hits. */
    public SearchResult {
        hits = List.copyOf(hits);
    }

    /** An answer for which no reranking model was asked. */
    public SearchResult(List<Hit<T>> hits, long unembedded, @Nullable String semanticOff) {
        this(hits, unembedded, semanticOff, null);
    }

    /** The same answer, with other hits. */
    public SearchResult<T> withHits(List<Hit<T>> hits) {
        return new SearchResult<>(hits, unembedded, semanticOff, rerankingOff);
    }

    /** The same answer, with the reason why no reranking model ordered it. */
    public SearchResult<T> withRerankingOff(@Nullable String reason) {
        return new SearchResult<>(hits, unembedded, semanticOff, reason);
    }

    /** The same answer, with the reason why it was found by word only. */
    public SearchResult<T> withSemanticOff(@Nullable String reason) {
        return new SearchResult<>(hits, unembedded, reason, rerankingOff);
    }
}
