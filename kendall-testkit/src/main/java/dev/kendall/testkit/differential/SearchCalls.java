package dev.kendall.testkit.differential;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageId;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.search.Asking;
import dev.kendall.search.EvidenceRanking;
import dev.kendall.search.Hit;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.SearchResult;
import dev.kendall.search.ThreadMatch;
import dev.kendall.search.ThreadRanking;
import dev.kendall.storage.Stores;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Searches for messages, memories and threads. */
final class SearchCalls {
    private static final Comparator<Message> NEWEST_MESSAGE = Message.CHRONOLOGICAL.reversed();
    private static final Comparator<Memory> NEWEST_MEMORY =
            Comparator.comparing(Memory::recordedAt).thenComparing(Memory::id).reversed();

    private final World world;
    private final List<SearchMode> modes;
    private final ChatCalls chat;
    private final MemoryCalls memories;

    SearchCalls(World world, List<SearchMode> modes) {
        this.world = world;
        this.modes = modes;
        this.chat = new ChatCalls(world);
        this.memories = new MemoryCalls(world);
    }

    Call next() {
        return switch (world.dice.below(5)) {
            case 0, 1 -> messages(world.user(), query(), chat.filter());
            case 2, 3 -> memories(world.user(), query(), memories.filter());
            default -> threads(world.user(), query(), chat.filter());
        };
    }

    private SearchQuery query() {
        SearchMode mode = world.dice.of(modes);
        SearchQuery query = SearchQuery.of(world.words.text()).in(mode).limit(world.limit());
        if (world.dice.chance(40)) {
            query = query.candidates(1 + world.dice.below(8));
        }
        if (world.dice.chance(50)) {
            query = query.askedAt(world.clock.instant());
        }
        boolean needsVector = mode != SearchMode.KEYWORD && world.dice.chance(90);
        return needsVector ? query.vector(world.embeddings.vector()) : query;
    }

    static Call messages(UserId user, SearchQuery query, MessageFilter filter) {
        return Call.answering(
                "search().messages", side -> messages(side.stores(), user, query, filter), user, query, filter);
    }

    private static Found<Message> messages(Stores stores, UserId user, SearchQuery query, MessageFilter filter) {
        Found.Rules<Message> rules = new Found.Rules<>(
                NEWEST_MESSAGE,
                (asked, arms) -> EvidenceRanking.messages(
                        new Asking(asked, zone(stores, user)), arms, message -> before(stores, message)));
        return Found.by(query, asked -> stores.search().messages(user, asked, filter), rules);
    }

    static Call memories(UserId user, SearchQuery query, MemoryFilter filter) {
        return Call.answering(
                "search().memories", side -> memories(side.stores(), user, query, filter), user, query, filter);
    }

    private static Found<Memory> memories(Stores stores, UserId user, SearchQuery query, MemoryFilter filter) {
        Found.Rules<Memory> rules = new Found.Rules<>(
                NEWEST_MEMORY, (asked, arms) -> EvidenceRanking.memories(new Asking(asked, zone(stores, user)), arms));
        return Found.by(query, asked -> stores.search().memories(user, asked, filter), rules);
    }

    private static ZoneId zone(Stores stores, UserId user) {
        return stores.users()
                .find(user)
                .map(User::profile)
                .orElse(Profile.empty())
                .zone();
    }

    /** The messages right before one in its thread, as its own storage lists them. */
    private static List<MessageId> before(Stores stores, Message message) {
        Iterable<Message> newestFirst = Page.each(
                PageRequest.first(PageRequest.MAX_LIMIT),
                page -> stores.chat().list(message.user(), message.thread(), page));
        List<MessageId> before = new ArrayList<>();
        for (Message other : newestFirst) {
            if (Message.CHRONOLOGICAL.compare(other, message) < 0 && before.size() < EvidenceRanking.NEAR) {
                before.add(other.id());
            }
        }
        return before;
    }

    private static Call threads(UserId user, SearchQuery query, MessageFilter filter) {
        return Call.answering(
                "search().threads", side -> threads(side.stores(), user, query, filter), user, query, filter);
    }

    private static FoundThreads threads(Stores stores, UserId user, SearchQuery query, MessageFilter filter) {
        SearchResult<ThreadMatch> result = stores.search().threads(user, query, filter);
        Found<Message> messages = messages(stores, user, query.limit(query.candidates()), filter);
        List<Hit<ThreadMatch>> ranked = ThreadRanking.rank(
                messages.hits(), (ThreadId id) -> stores.threads().get(user, id), query.limit());
        return new FoundThreads(result, query.limit(), messages, ranked);
    }
}
