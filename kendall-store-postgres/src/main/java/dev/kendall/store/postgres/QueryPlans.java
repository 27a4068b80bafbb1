package dev.kendall.store.postgres;

import dev.kendall.chat.MessageFilter;
import dev.kendall.context.ContextQuery;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.search.SearchQuery;
import dev.kendall.user.UserId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * How PostgreSQL carries out a search: the output of {@code explain (analyze, buffers)}, for whoever wants to know why one is slow. Each call runs
 * the search. The text holds none of the user's words, but shows ids in its conditions. Thread-safe.
 */
public final class QueryPlans {
    private final Access access;
    private final PostgresSearchStore search;
    private final PostgresContextReader context;

    QueryPlans(Access access, PostgresSearchStore search, PostgresContextReader context) {
        this.access = access;
        this.search = search;
        this.context = context;
    }

    /** The plan of {@code search().messages(user, query, filter)}. */
    public String messages(UserId user, SearchQuery query, MessageFilter filter) {
        return access.read("explain a search of user " + user, user, session -> {
            Flight flight = new Flight();
            search.messages(flight, session, UserSearch.of(user, query), filter);
            return explain(session, flight);
        });
    }

    /** The plan of {@code search().memories(user, query, filter)}. */
    public String memories(UserId user, SearchQuery query, MemoryFilter filter) {
        return access.read("explain a search of user " + user, user, session -> {
            Flight flight = new Flight();
            search.memories(flight, session, UserSearch.of(user, query), filter);
            return explain(session, flight);
        });
    }

    /** The plans of a turn's context, one after the other. */
    public String context(ContextQuery query) {
        return access.read(
                "explain a turn of user " + query.user(),
                query.user(),
                session -> explain(session, context.flight(session, query)));
    }

    private static String explain(Session session, Flight flight) throws SQLException {
        List<String> lines = new ArrayList<>();
        for (Sql query : flight.queries()) {
            lines.addAll(session.list(Sql.of("explain (analyze, buffers) ").add(query), row -> row.getString(1)));
            lines.add("");
        }
        return String.join("\n", lines);
    }
}
