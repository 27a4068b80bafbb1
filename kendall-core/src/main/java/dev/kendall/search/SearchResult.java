package dev.kendall.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a search.
 *
 * @param hits best first
 * @param unembedded how many rows of the user the semantic arm could not see because they have no vector yet; 0 when it did not run
 * @param semanticOff why a hybrid search ran by word only, or null when it did not
 */
public record SearchResult<T>(
        List<Hit<T>> hits, long unembedded, @Nullable String semanticOff) {
    /** Copies the hits. */
    public SearchResult {
        hits = List.copyOf(hits);
    }

    /** The same answer, with the reason why it was found by word only. */
    public SearchResult<T> withSemanticOff(@Nullable String reason) {
        return new SearchResult<>(hits, unembedded, reason);
    }
}
