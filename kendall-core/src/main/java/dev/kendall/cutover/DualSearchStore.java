package dev.kendall.cutover;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.context.ContextQuery;
import dev.kendall.context.ContextReader;
import dev.kendall.context.TurnContext;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.SearchResult;
import dev.kendall.search.SearchStore;
import dev.kendall.search.ThreadMatch;
import dev.kendall.user.UserId;

/** Searches on the authority; of a context the listings are compared. Where that cannot search by meaning, a search by both goes by word only, and says so. */
final class DualSearchStore implements SearchStore, ContextReader {
    private static final String OFF = "the storage that the user's data is on cannot search by meaning";

    private final DualAccess access;

    DualSearchStore(DualAccess access) {
        this.access = access;
    }

    /** One of the searches. */
    private interface Search<T> {
        SearchResult<T> in(SearchStore search, SearchQuery query);
    }

    private <T> SearchResult<T> search(UserId user, SearchQuery query, Search<T> search) {
        return access.read(user, (stores, semantic) -> {
            if (semantic || query.mode() != SearchMode.HYBRID || query.vector() == null) {
                return search.in(stores.search(), query);
            }
            return search.in(stores.search(), query.withoutVector()).withSemanticOff(OFF);
        });
    }

    @Override
    public SearchResult<Message> messages(UserId user, SearchQuery query, MessageFilter filter) {
        return search(user, query, (search, asked) -> search.messages(user, asked, filter));
    }

    @Override
    public SearchResult<Memory> memories(UserId user, SearchQuery query, MemoryFilter filter) {
        return search(user, query, (search, asked) -> search.memories(user, asked, filter));
    }

    @Override
    public SearchResult<ThreadMatch> threads(UserId user, SearchQuery query, MessageFilter filter) {
        return search(user, query, (search, asked) -> search.threads(user, asked, filter));
    }

    @Override
    public TurnContext read(ContextQuery query) {
        TurnContext context = access.read(query.user(), (stores, semantic) -> {
            if (semantic || query.vector() == null) {
                return stores.context().read(query);
            }
            ContextQuery words =
                    new ContextQuery(query.user(), query.thread(), query.text(), null, query.now(), query.limits());
            return stores.context().read(words).withSemanticOff(OFF);
        });
        access.compare(ContextReads.of(query, context));
        return context;
    }
}
