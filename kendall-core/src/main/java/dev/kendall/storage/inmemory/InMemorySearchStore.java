package dev.kendall.storage.inmemory;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageId;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.search.Asking;
import dev.kendall.search.EvidenceRanking;
import dev.kendall.search.Hit;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.SearchResult;
import dev.kendall.search.SearchStore;
import dev.kendall.search.ThreadMatch;
import dev.kendall.search.ThreadRanking;
import dev.kendall.user.UserId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.pcollections.TreePSet;

final class InMemorySearchStore implements SearchStore {
    private static final Comparator<Message> NEWEST_MESSAGE_FIRST = Message.CHRONOLOGICAL.reversed();
    private static final Comparator<Memory> NEWEST_MEMORY_FIRST =
            Comparator.comparing(MemoryKey::of).reversed();

    private final Access access;

    InMemorySearchStore(Access access) {
        this.access = access;
    }

    @Override
    public SearchResult<Message> messages(UserId user, SearchQuery query, MessageFilter filter) {
        return access.read(draft -> messages(draft, user, query, filter));
    }

    private static SearchResult<Message> messages(Draft draft, UserId user, SearchQuery query, MessageFilter filter) {
        check(draft, query);
        UserState state = draft.user(user);
        Asking asking = new Asking(query, state.profile().zone());
        return new RowSearch<Message>(query, filter::matches, Message::thread, NEWEST_MESSAGE_FIRST)
                .run(
                        state.messages().values(),
                        arms -> EvidenceRanking.messages(asking, arms, message -> before(state, message)));
    }

    private static List<MessageId> before(UserState state, Message message) {
        TreePSet<MessageKey> thread = state.messagesOf(message.thread());
        List<MessageId> ids = new ArrayList<>(EvidenceRanking.NEAR);
        MessageKey key = thread.lower(MessageKey.of(message));
        while (key != null && ids.size() < EvidenceRanking.NEAR) {
            ids.add(key.id());
            key = thread.lower(key);
        }
        return ids;
    }

    @Override
    public SearchResult<Memory> memories(UserId user, SearchQuery query, MemoryFilter filter) {
        return access.read(draft -> {
            check(draft, query);
            UserState state = draft.user(user);
            Asking asking = new Asking(query, state.profile().zone());
            return new RowSearch<Memory>(query, filter::matches, memory -> null, NEWEST_MEMORY_FIRST)
                    .run(state.memories().values(), arms -> EvidenceRanking.memories(asking, arms));
        });
    }

    @Override
    public SearchResult<ThreadMatch> threads(UserId user, SearchQuery query, MessageFilter filter) {
        return access.read(draft -> {
            SearchResult<Message> found = messages(draft, user, query.limit(query.candidates()), filter);
            List<Hit<ThreadMatch>> threads = ThreadRanking.rank(
                    found.hits(),
                    id -> Objects.requireNonNull(draft.user(user).threads().get(id)),
                    query.limit());
            return new SearchResult<>(threads, found.unembedded(), found.semanticOff());
        });
    }

    private static void check(Draft draft, SearchQuery query) {
        if (query.vector() != null) {
            InMemoryVectorStore.checkAdded(draft, query.vector().space());
        } else if (query.mode() == SearchMode.SEMANTIC) {
            throw new IllegalArgumentException(
                    "a semantic search needs the query's vector; search through Kendall.search(), or set it");
        }
    }
}
