package dev.kendall.store.airtable;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.entity.EntityKind;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.SearchResult;
import dev.kendall.search.SearchStore;
import dev.kendall.search.ThreadMatch;
import dev.kendall.user.UserId;
import java.util.List;
import java.util.function.Function;

/**
 * Search by word over the user's newest messages and memories, ranked as everywhere else.
 *
 * <p>Airtable cannot rank, and finds texts only by reading every row; so what is searched is loaded, and is bounded by {@link
 * AirtableOptions.Builder#searchWindow}: older rows are not found. A hybrid search runs by word, and says so; one by meaning is refused.
 */
final class AirtableSearchStore implements SearchStore {
    private final Access access;
    private final int window;

    AirtableSearchStore(Access access) {
        this.access = access;
        this.window = access.base().options().searchWindow();
    }

    @Override
    public SearchResult<Message> messages(UserId user, SearchQuery query, MessageFilter filter) {
        return search(user, query, work -> {
            withMessages(work);
            return work.stores().search().messages(user, query.withoutVector(), filter);
        });
    }

    @Override
    public SearchResult<Memory> memories(UserId user, SearchQuery query, MemoryFilter filter) {
        return search(user, query, work -> {
            work.withAll(EntityKind.MEMORY);
            return work.stores().search().memories(user, query.withoutVector(), filter);
        });
    }

    @Override
    public SearchResult<ThreadMatch> threads(UserId user, SearchQuery query, MessageFilter filter) {
        return search(user, query, work -> {
            work.withAll(EntityKind.THREAD);
            withMessages(work);
            return work.stores().search().threads(user, query.withoutVector(), filter);
        });
    }

    private <T> SearchResult<T> search(UserId user, SearchQuery query, Function<UserWork, SearchResult<T>> search) {
        if (query.mode() == SearchMode.SEMANTIC) {
            access.checkOpen();
            throw Refusals.meaning();
        }
        return access.read(user, work -> {
            SearchResult<T> found = search.apply(work.withOwner());
            return query.mode() == SearchMode.HYBRID && query.vector() != null
                    ? found.withSemanticOff("Airtable has no search by meaning")
                    : found;
        });
    }

    private void withMessages(UserWork work) {
        work.rows().ifPresent(rows -> {
            List<LoadedRow> newest = work.messages(rows).newest(window);
            work.withMessages(newest);
        });
    }
}
