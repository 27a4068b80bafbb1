package dev.kendall.store.postgres;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.search.Explanation;
import dev.kendall.search.Hit;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.SearchResult;
import dev.kendall.search.SearchStore;
import dev.kendall.search.ThreadMatch;
import dev.kendall.search.ThreadRanking;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
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
                select u.$rows - coalesce(c.$count, 0) from {s}.users u
                left join {s}.embedding_counts c on c.user_id = u.user_id and c.space_id = $space where u.user_id = $user""");
        this.threads = access.sql("select " + ThreadRow.columns("t")
                + " from {s}.threads t where t.user_id = $user and t.thread_id = any($ids)");
    }

    /** A search as part of a flight. */
    static final class Search<T> {
        private final Flight.Part<Hit<T>> hits;
        private final Flight.@Nullable Part<Long> waiting;
        private final @Nullable String semanticOff;

        private Search(Flight.Part<Hit<T>> hits, Flight.@Nullable Part<Long> waiting, @Nullable String semanticOff) {
            this.hits = hits;
            this.waiting = waiting;
            this.semanticOff = semanticOff;
        }

        SearchResult<T> result() {
            long unembedded = waiting == null
                    ? 0
                    : waiting.rows().stream().mapToLong(n -> n).sum();
            return new SearchResult<>(hits.rows(), unembedded, semanticOff);
        }
    }

    Search<Message> messages(Flight flight, Session session, UserSearch search, MessageFilter filter) {
        return add(
                flight,
                session,
                search,
                Embeddings.MESSAGES,
                space -> flight.add(
                        messages.of(search, space, Filters.of(filter)),
                        row -> hit(MessageRow.read(search.user(), row), row, MessageRow.WIDTH)));
    }

    Search<Memory> memories(Flight flight, Session session, UserSearch search, MemoryFilter filter) {
        return add(
                flight,
                session,
                search,
                Embeddings.MEMORIES,
                space -> flight.add(
                        memories.of(search, space, Filters.of(filter)),
                        row -> hit(MemoryRow.read(search.user(), row), row, MemoryRow.WIDTH)));
    }

    private interface Adding<T> {
        Flight.Part<Hit<T>> to(Spaces.@Nullable StoredSpace space);
    }

    private <T> Search<T> add(Flight flight, Session session, UserSearch search, Embeddings kind, Adding<T> adding) {
        SearchQuery query = search.query();
        Spaces.StoredSpace space = space(session, query);
        Flight.Part<Hit<T>> hits = adding.to(space);
        Flight.Part<Long> count =
                space == null ? null : flight.add(waiting(search.user(), space, kind), row -> row.getLong(1));
        String semanticOff = space == null && query.mode() == SearchMode.HYBRID ? NO_VECTOR : null;
        return new Search<>(hits, count, semanticOff);
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

    private static <T> Hit<T> hit(T item, ResultSet row, int width) throws SQLException {
        Explanation.ArmRank meant = arm(row, width + 1);
        Explanation.ArmRank worded = arm(row, width + 3);
        double fused = row.getDouble(width + 5);
        double score = meant != null && worded != null || fused > 0
                ? fused
                : Objects.requireNonNull(meant != null ? meant : worded).score();
        return new Hit<>(item, score, new Explanation(meant, worded, fused));
    }

    private static Explanation.@Nullable ArmRank arm(ResultSet row, int column) throws SQLException {
        int rank = row.getInt(column);
        return row.wasNull() ? null : new Explanation.ArmRank(rank, row.getDouble(column + 1));
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
