package dev.kendall.embedding;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.failure.ModelFailed;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.SearchResult;
import dev.kendall.search.SearchStore;
import dev.kendall.search.ThreadMatch;
import dev.kendall.user.UserId;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Search that embeds the query's text where the mode needs it and the query brings no vector. When the model fails, a hybrid search
 * runs by word only and says so; a semantic search throws {@link ModelFailed}. Thread-safe.
 */
public final class EmbeddingSearch implements SearchStore {
    private final SearchStore store;
    private final @Nullable Embedder embedder;
    private final InstantSource clock;

    /**
     * Search in {@code store}; without an embedder, hybrid searches run by word only.
     *
     * @param clock gives the time at which a query is asked that does not say so
     */
    public EmbeddingSearch(SearchStore store, @Nullable Embedder embedder, InstantSource clock) {
        this.store = store;
        this.embedder = embedder;
        this.clock = clock;
    }

    @Override
    public SearchResult<Message> messages(UserId user, SearchQuery query, MessageFilter filter) {
        return search(query, embedded -> store.messages(user, embedded, filter));
    }

    @Override
    public SearchResult<Memory> memories(UserId user, SearchQuery query, MemoryFilter filter) {
        return search(query, embedded -> store.memories(user, embedded, filter));
    }

    @Override
    public SearchResult<ThreadMatch> threads(UserId user, SearchQuery query, MessageFilter filter) {
        return search(query, embedded -> store.threads(user, embedded, filter));
    }

    private <T> SearchResult<T> search(SearchQuery asked, Function<SearchQuery, SearchResult<T>> search) {
        SearchQuery query = asked.askedAt() == null ? asked.askedAt(clock.instant()) : asked;
        if (query.text().isBlank() && query.vector() == null) {
            return new SearchResult<>(List.of(), 0, null);
        }
        if (embedder == null || query.mode() == SearchMode.KEYWORD || query.vector() != null) {
            return search.apply(query);
        }
        SearchQuery embedded;
        try {
            embedded = query.vector(embedder.embed(query.text()));
        } catch (ModelFailed e) {
            if (query.mode() == SearchMode.SEMANTIC) {
                throw e;
            }
            return search.apply(query).withSemanticOff(e.getMessage());
        }
        return search.apply(embedded);
    }
}
