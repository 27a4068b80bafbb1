package dev.kendall.store.postgres;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactMentions;
import dev.kendall.context.ContextLimits;
import dev.kendall.context.ContextQuery;
import dev.kendall.context.ContextReader;
import dev.kendall.context.TurnContext;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.MemoryType;
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
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that belongs to a turn in one flight: one round trip, whatever the limits. */
final class PostgresContextReader implements ContextReader {
    private static final SearchResult<Message> NO_MESSAGES = new SearchResult<>(List.of(), 0, null);
    private static final SearchResult<Memory> NO_MEMORIES = new SearchResult<>(List.of(), 0, null);

    private final Access access;
    private final PostgresSearchStore search;
    private final String user;
    private final String recent;
    private final String instructions;
    private final String patterns;
    private final String contacts;

    PostgresContextReader(Access access, PostgresSearchStore search) {
        this.access = access;
        this.search = search;
        this.user = access.sql("select " + UserRow.columns("u") + " from {s}.users u where u.user_id = $user");
        this.recent = access.sql("select " + MessageRow.columns("m") + " from {s}.chat_messages m"
                + " where m.user_id = $user and m.thread_id = $thread"
                + " order by m.created_at desc, m.message_id desc limit $limit");
        this.instructions = access.sql("select " + MemoryRow.columns("m") + " from {s}.user_memories m"
                + " where m.user_id = $user$filter order by m.recorded_at desc, m.memory_id desc limit $limit");
        this.patterns = access.sql("select " + PatternRow.columns("p") + " from {s}.user_patterns p"
                + " where p.user_id = $user$filter order by p.confidence desc, p.pattern_id limit $limit");
        this.contacts = access.sql("select " + ContactRow.columns("c") + " from {s}.contacts c"
                + " where c.user_id = $user and c.mention_keys && $keys");
    }

    /** The parts of one turn's flight. */
    private final class Parts {
        private final ContextQuery query;
        private final ContextLimits limits;
        private final Flight flight = new Flight();
        private final Flight.Part<User> users;
        private final Flight.@Nullable Part<Message> recents;
        private final PostgresSearchStore.@Nullable Search<Message> similars;
        private final PostgresSearchStore.@Nullable Search<Memory> found;
        private final Flight.@Nullable Part<Memory> standing;
        private final Flight.@Nullable Part<Pattern> habits;
        private final Flight.@Nullable Part<Contact> known;

        Parts(Session session, ContextQuery query) {
            this.query = query;
            this.limits = query.limits();
            String id = query.user().value();
            users = flight.add(Sql.template(user, Map.of("user", id)), UserRow::read);
            recents = limits.recentMessages() == 0
                    ? null
                    : flight.add(
                            Sql.template(
                                    recent,
                                    Map.of(
                                            "user", id,
                                            "thread", query.thread().value(),
                                            "limit", limit(limits.recentMessages()))),
                            MessageRow.of(query.user()));
            UserSearch text = UserSearch.of(query.user(), searchOf(query));
            // As many more as may turn out to be recent ones.
            similars = limits.similarMessages() == 0
                    ? null
                    : search.messages(
                            flight,
                            session,
                            text.limit(limits.similarMessages() + limits.recentMessages()),
                            MessageFilter.all());
            found = limits.memories() == 0
                    ? null
                    : search.memories(
                            flight,
                            session,
                            text.limit(limits.memories()),
                            MemoryFilter.recallable(query.now()).notOf(MemoryType.INSTRUCTION));
            Sql standingFilter = Filters.of(MemoryFilter.recallable(query.now()).of(MemoryType.INSTRUCTION));
            standing = limits.instructions() == 0
                    ? null
                    : flight.add(
                            Sql.template(
                                    instructions,
                                    Map.of(
                                            "user",
                                            id,
                                            "filter",
                                            standingFilter,
                                            "limit",
                                            limit(limits.instructions()))),
                            MemoryRow.of(query.user()));
            habits = limits.patterns() == 0
                    ? null
                    : flight.add(
                            Sql.template(
                                    patterns,
                                    Map.of(
                                            "user", id,
                                            "filter", Filters.of(PatternFilter.active()),
                                            "limit", limit(limits.patterns()))),
                            PatternRow::read);
            Set<String> keys = ContactMentions.textKeys(query.text());
            known = limits.contacts() == 0
                    ? null
                    : flight.add(
                            Sql.template(contacts, Map.of("user", id, "keys", Sql.array("text", List.copyOf(keys)))),
                            ContactRow::read);
        }

        private static Sql limit(int limit) {
            return Sql.of(Integer.toString(limit));
        }

        private static SearchQuery searchOf(ContextQuery query) {
            SearchQuery text = SearchQuery.of(query.text()).askedAt(query.now());
            return query.vector() == null ? text : text.vector(query.vector());
        }

        TurnContext context() {
            List<Message> latest = new ArrayList<>(recents == null ? List.of() : recents.rows());
            Collections.reverse(latest);
            SearchResult<Message> similar = similars == null ? NO_MESSAGES : similars.result();
            SearchResult<Memory> memories = found == null ? NO_MEMORIES : found.result();
            return new TurnContext(
                    users.rows().stream().findFirst().map(User::profile).orElse(Profile.empty()),
                    latest,
                    notAmong(latest, similar.hits()),
                    standing == null ? List.of() : standing.rows(),
                    memories.hits(),
                    habits == null ? List.of() : habits.rows(),
                    named(),
                    Math.max(similar.unembedded(), memories.unembedded()),
                    similar.semanticOff() != null ? similar.semanticOff() : memories.semanticOff());
        }

        private List<Hit<Message>> notAmong(List<Message> latest, List<Hit<Message>> hits) {
            Set<Message> told = new HashSet<>(latest);
            return hits.stream()
                    .filter(hit -> !told.contains(hit.item()))
                    .limit(limits.similarMessages())
                    .toList();
        }

        private List<Contact> named() {
            return known == null
                    ? List.of()
                    : ContactMentions.in(query.text(), known.rows()).stream()
                            .limit(limits.contacts())
                            .toList();
        }
    }

    @Override
    public TurnContext read(ContextQuery query) {
        return access.read("read the context of a turn of user " + query.user(), query.user(), session -> {
            Parts parts = new Parts(session, query);
            parts.flight.make(session);
            return parts.context();
        });
    }

    /** The flight before it is made, for those who look at its plan. */
    Flight flight(Session session, ContextQuery query) {
        return new Parts(session, query).flight;
    }
}
