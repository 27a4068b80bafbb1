package dev.kendall.storage;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactMentions;
import dev.kendall.context.ContextQuery;
import dev.kendall.context.ContextReader;
import dev.kendall.context.TurnContext;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.MemoryType;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.search.Hit;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.SearchResult;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A turn's context, asked of one store after the other: right for every backend, and the measure for those that do it at once. It never asks
 * {@link Stores#context()}, so it also serves a decorator whose own stores change what is read.
 *
 * <p>Each store is a call of its own: without a transaction around them, what others write meanwhile may be in one part and not in another, and
 * every failure of a store passes. Thread-safe when the stores are.
 */
public final class ComposedContextReader implements ContextReader {
    private final Stores stores;

    /** Reads from these stores, for as long as they are open. */
    public ComposedContextReader(Stores stores) {
        this.stores = stores;
    }

    @Override
    public TurnContext read(ContextQuery query) {
        List<Message> recent = recent(query);
        SearchResult<Message> similar = similar(query, recent);
        SearchResult<Memory> memories = memories(query);
        return new TurnContext(
                stores.users().find(query.user()).map(User::profile).orElse(Profile.empty()),
                recent,
                similar.hits(),
                instructions(query),
                memories.hits(),
                patterns(query),
                contacts(query),
                Math.max(similar.unembedded(), memories.unembedded()),
                similar.semanticOff() != null ? similar.semanticOff() : memories.semanticOff());
    }

    private List<Message> recent(ContextQuery query) {
        List<Message> newestFirst = new ArrayList<>(
                first(query.limits().recentMessages(), page -> stores.chat().list(query.user(), query.thread(), page)));
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    /** Asks for as many more as may turn out to be recent ones. */
    private SearchResult<Message> similar(ContextQuery query, List<Message> recent) {
        int limit = query.limits().similarMessages();
        if (limit == 0) {
            return new SearchResult<>(List.of(), 0, null);
        }
        SearchResult<Message> found =
                stores.search().messages(query.user(), search(query, limit + recent.size()), MessageFilter.all());
        Set<Message> known = new HashSet<>(recent);
        List<Hit<Message>> hits = found.hits().stream()
                .filter(hit -> !known.contains(hit.item()))
                .limit(limit)
                .toList();
        return new SearchResult<>(hits, found.unembedded(), found.semanticOff());
    }

    private SearchResult<Memory> memories(ContextQuery query) {
        int limit = query.limits().memories();
        if (limit == 0) {
            return new SearchResult<>(List.of(), 0, null);
        }
        MemoryFilter filter = MemoryFilter.recallable(query.now()).notOf(MemoryType.INSTRUCTION);
        return stores.search().memories(query.user(), search(query, limit), filter);
    }

    private static SearchQuery search(ContextQuery query, int limit) {
        SearchQuery search = SearchQuery.of(query.text()).limit(limit).askedAt(query.now());
        return query.vector() == null ? search : search.vector(query.vector());
    }

    private List<Memory> instructions(ContextQuery query) {
        MemoryFilter filter = MemoryFilter.recallable(query.now()).of(MemoryType.INSTRUCTION);
        return first(query.limits().instructions(), page -> stores.memories().list(query.user(), filter, page));
    }

    private List<Pattern> patterns(ContextQuery query) {
        return first(
                query.limits().patterns(), page -> stores.patterns().list(query.user(), PatternFilter.active(), page));
    }

    private List<Contact> contacts(ContextQuery query) {
        int limit = query.limits().contacts();
        if (limit == 0) {
            return List.of();
        }
        List<Contact> all = new ArrayList<>();
        Page.each(
                        PageRequest.first(PageRequest.MAX_LIMIT),
                        page -> stores.contacts().list(query.user(), page))
                .forEach(all::add);
        return ContactMentions.in(query.text(), all).stream().limit(limit).toList();
    }

    private static <T> List<T> first(int limit, Function<PageRequest, Page<T>> listing) {
        return limit == 0 ? List.of() : listing.apply(PageRequest.first(limit)).items();
    }
}
