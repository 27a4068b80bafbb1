package dev.kendall.reranking;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.failure.ModelFailed;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.search.EmbeddingText;
import dev.kendall.search.Hit;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.SearchResult;
import dev.kendall.search.SearchStore;
import dev.kendall.search.ThreadMatch;
import dev.kendall.user.UserId;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Search whose hybrid answers over messages and memories are put in the order of a {@link Reranker}: it asks for as many candidates as the
 * reranker wants, and returns the best of them. When the model fails, they stay in the search's own order and {@link
 * SearchResult#rerankingOff} says why. Searches by meaning or by word alone, for threads, and without a text pass through. Thread-safe.
 */
public final class RerankingSearch implements SearchStore {
    private final SearchStore store;
    private final Reranker reranker;

    /** Search in {@code store}, whose hybrid answers {@code reranker} orders. */
    public RerankingSearch(SearchStore store, Reranker reranker) {
        this.store = Objects.requireNonNull(store, "store");
        this.reranker = Objects.requireNonNull(reranker, "reranker");
    }

    @Override
    public SearchResult<Message> messages(UserId user, SearchQuery query, MessageFilter filter) {
        return search(query, EmbeddingText::of, wide -> store.messages(user, wide, filter));
    }

    @Override
    public SearchResult<Memory> memories(UserId user, SearchQuery query, MemoryFilter filter) {
        return search(query, EmbeddingText::of, wide -> store.memories(user, wide, filter));
    }

    @Override
    public SearchResult<ThreadMatch> threads(UserId user, SearchQuery query, MessageFilter filter) {
        return store.threads(user, query, filter);
    }

    private <T> SearchResult<T> search(
            SearchQuery query, Function<T, String> text, Function<SearchQuery, SearchResult<T>> search) {
        if (query.mode() != SearchMode.HYBRID || query.text().isBlank()) {
            return search.apply(query);
        }
        SearchResult<T> found = search.apply(query.limit(Math.max(query.limit(), reranker.candidates())));
        List<Hit<T>> hits = found.hits();
        try {
            List<Double> scores = reranker.scores(
                    query.text(),
                    hits.stream().map(hit -> text.apply(hit.item())).toList());
            return found.withHits(reranker.best(hits, scores, query.limit()));
        } catch (ModelFailed e) {
            return found.withHits(hits.stream().limit(query.limit()).toList()).withRerankingOff(e.getMessage());
        }
    }
}
