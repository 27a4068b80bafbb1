package dev.kendall.store.postgres;

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
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class PostgresSearchStore implements SearchStore {
    private static final String NO_VECTOR = "the query has no vector";

    private final Access access;
    private final SearchStatement messages;
    private final SearchStatement memories;
    private final String waiting;
    private final String threads;

    PostgresSearchStore(Access access) {
        this.access = access;
        this.messages = new SearchStatement(access.backend(), Embeddings.MESSAGES, MessageRow.columns("m"));
        this.memories = new SearchStatement(access.backend(), Embeddings.MEMORIES, MemoryRow.columns("m"));
        this.waiting = access.sql("""
                select u.$rows - coalesce(c.$count, 0), u.zone from {s}.users u
                left join {s}.embedding_counts c on c.user_id = u.user_id and c.space_id = $space where u.user_id = $user""");
        this.threads = access.sql("select " + ThreadRow.columns("t")
                + " from {s}.threads t where t.user_id = $user and t.thread_id = any($ids)");
    }

    /** A search as part of a flight. */
    static final class Search<T> {
        private final SearchQuery query;
        private final Flight.Part<FoundRow<T>> rows;
        private final Flight.@Nullable Part<Waiting> waiting;
        private final Ranking<T> ranking;

        private Search(
                SearchQuery query,
                Flight.Part<FoundRow<T>> rows,
                Flight.@Nullable Part<Waiting> waiting,
                Ranking<T> ranking) {
            this.query = query;
            this.rows = rows;
            this.waiting = waiting;
            this.ranking = ranking;
        }

        SearchResult<T> result() {
            if (waiting == null) {
                String semanticOff = query.mode() == SearchMode.HYBRID ? NO_VECTOR : null;
                return new SearchResult<>(FoundRow.hits(rows.rows(), SearchMode.KEYWORD), 0, semanticOff);
            }
            Waiting user = waiting.rows().stream().findFirst().orElse(Waiting.NOBODY);
            List<Hit<T>> hits = query.mode() == SearchMode.HYBRID
                    ? ranking.rank(new Asking(query, user.zone()), rows.rows())
                    : FoundRow.hits(rows.rows(), query.mode());
            return new SearchResult<>(hits, user.unembedded(), null);
        }
    }

    /** How the candidates of a hybrid search become hits. */
    private interface Ranking<T> {
        List<Hit<T>> rank(Asking asking, List<FoundRow<T>> rows);
    }

    /** What is read of the user next to a search by meaning. */
    private record Waiting(long unembedded, ZoneId zone) {
        static final Waiting NOBODY = new Waiting(0, Profile.empty().zone());

        static Waiting read(ResultSet row) throws SQLException {
            return new Waiting(row.getLong(1), ZoneId.of(row.getString(2)));
        }
    }

    private static List<Hit<Message>> ranked(Asking asking, List<FoundRow<Message>> rows) {
        Map<MessageId, List<MessageId>> before =
                rows.stream().collect(Collectors.toMap(row -> row.item().id(), FoundRow::before));
        return EvidenceRanking.messages(
                asking, FoundRow.arms(rows), message -> before.getOrDefault(message.id(), List.of()));
    }

    Search<Message> messages(Flight flight, Session session, UserSearch search, MessageFilter filter) {
        return add(
                flight,
                session,
                search,
                Embeddings.MESSAGES,
                space -> flight.add(
                        messages.of(search, space, Filters.of(filter)),
                        row -> FoundRow.read(MessageRow.read(search.user(), row), row, MessageRow.WIDTH)),
                PostgresSearchStore::ranked);
    }

    Search<Memory> memories(Flight flight, Session session, UserSearch search, MemoryFilter filter) {
        return add(
                flight,
                session,
                search,
                Embeddings.MEMORIES,
                space -> flight.add(
                        memories.of(search, space, Filters.of(filter)),
                        row -> FoundRow.read(MemoryRow.read(search.user(), row), row, MemoryRow.WIDTH)),
                (asking, rows) -> EvidenceRanking.memories(asking, FoundRow.arms(rows)));
    }

    private interface Adding<T> {
        Flight.Part<FoundRow<T>> to(Spaces.@Nullable StoredSpace space);
    }

    private <T> Search<T> add(
            Flight flight, Session session, UserSearch search, Embeddings kind, Adding<T> adding, Ranking<T> ranking) {
        SearchQuery query = search.query();
        Spaces.StoredSpace space = space(session, query);
        Flight.Part<FoundRow<T>> rows = adding.to(space);
        Flight.Part<Waiting> waiting =
                space == null ? null : flight.add(waiting(search.user(), space, kind), Waiting::read);
        return new Search<>(query, rows, waiting, ranking);
    }

    private Sql waiting(UserId user, Spaces.StoredSpace space, Embeddings kind) {
        return Sql.template(
                waiting,
                Map.of(
                        "rows", Sql.of(kind == Embeddings.MESSAGES ? "embeddable_messages" : "memories"),
                        "count", Sql.of(kind.count()),
                        "space", space.id(),
                        "user", user.value()));
    }

    /** Where the query's vector is; null when the search is by word only. */
    private static Spaces.@Nullable StoredSpace space(Session session, SearchQuery query) {
        if (query.vector() == null) {
            if (query.mode() == SearchMode.SEMANTIC) {
                throw new IllegalArgumentException(
                        "a semantic search needs the query's vector; search through Kendall.search(), or set it");
            }
            return null;
        }
        Spaces.StoredSpace space =
                session.backend().spaces().get(session, query.vector().space());
        return query.mode() == SearchMode.KEYWORD ? null : space;
    }

    @Override
    public SearchResult<Message> messages(UserId user, SearchQuery query, MessageFilter filter) {
        return access.read("search the messages of user " + user, user, session -> {
            Flight flight = new Flight();
            Search<Message> search = messages(flight, session, UserSearch.of(user, query), filter);
            flight.make(session);
            return search.result();
        });
    }

    @Override
    public SearchResult<Memory> memories(UserId user, SearchQuery query, MemoryFilter filter) {
        return access.read("search the memories of user " + user, user, session -> {
            Flight flight = new Flight();
            Search<Memory> search = memories(flight, session, UserSearch.of(user, query), filter);
            flight.make(session);
            return search.result();
        });
    }

    @Override
    public SearchResult<ThreadMatch> threads(UserId user, SearchQuery query, MessageFilter filter) {
        return access.read("search the threads of user " + user, user, session -> {
            Flight flight = new Flight();
            UserSearch ofMessages = UserSearch.of(user, query.limit(query.candidates()));
            Search<Message> search = messages(flight, session, ofMessages, filter);
            flight.make(session);
            SearchResult<Message> found = search.result();
            Map<ThreadId, ChatThread> known = threads(session, user, found);
            // A thread may be deleted between the two statements.
            List<Hit<Message>> hits = found.hits().stream()
                    .filter(hit -> known.containsKey(hit.item().thread()))
                    .toList();
            List<Hit<ThreadMatch>> ranked =
                    ThreadRanking.rank(hits, id -> Objects.requireNonNull(known.get(id)), query.limit());
            return new SearchResult<>(ranked, found.unembedded(), found.semanticOff());
        });
    }

    private Map<ThreadId, ChatThread> threads(Session session, UserId user, SearchResult<Message> found)
            throws SQLException {
        List<String> ids = found.hits().stream()
                .map(hit -> hit.item().thread().value())
                .distinct()
                .toList();
        Sql query = Sql.template(threads, Map.of("user", user.value(), "ids", Sql.array("text", ids)));
        return session.list(query, ThreadRow::read).stream()
                .collect(Collectors.toMap(ChatThread::id, Function.identity()));
    }
}
