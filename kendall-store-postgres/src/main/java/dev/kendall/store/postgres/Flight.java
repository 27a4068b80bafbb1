package dev.kendall.store.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Several queries that travel to the server together, and their answers back: one round trip. Each is prepared on the server by itself, and its
 * rows keep their types, which they would lose in one JSON document. Not thread-safe.
 *
 * <p>A flight of its own lets the server keep each query's plan: none gets better by knowing the values, and planning takes longer than running.
 * The setting ends with the flight. In a transaction it would go on after it, so there the server decides.
 */
final class Flight {
    private static final String KEEP_PLANS = "select set_config('plan_cache_mode', 'force_generic_plan', true);\n";

    private final List<Part<?>> parts = new ArrayList<>();

    /** A query of the flight; its rows are there once the flight has been made. */
    static final class Part<T> {
        private final Sql query;
        private final Session.RowReader<T> reader;
        private List<T> rows = List.of();

        private Part(Sql query, Session.RowReader<T> reader) {
            this.query = query;
            this.reader = reader;
        }

        List<T> rows() {
            return rows;
        }

        private void read(ResultSet result) throws SQLException {
            rows = Session.all(result, reader);
        }
    }

    /** Adds a query. */
    <T> Part<T> add(Sql query, Session.RowReader<T> reader) {
        Part<T> part = new Part<>(query, reader);
        parts.add(part);
        return part;
    }

    /** Its queries one by one. */
    List<Sql> queries() {
        return parts.stream().<Sql>map(part -> part.query).toList();
    }

    /** The whole as one statement. */
    Sql sql() {
        Sql all = new Sql();
        for (int i = 0; i < parts.size(); i++) {
            all.add(i == 0 ? "" : ";\n").add(parts.get(i).query);
        }
        return all;
    }

    /** Asks all of it. */
    void make(Session session) throws SQLException {
        if (parts.isEmpty()) {
            return;
        }
        boolean keepsPlans = session.isOfItsOwn();
        try (PreparedStatement statement =
                session.prepare(keepsPlans ? Sql.of(KEEP_PLANS).add(sql()) : sql())) {
            statement.execute();
            for (int i = 0; i < parts.size(); i++) {
                if (i > 0 || keepsPlans) {
                    statement.getMoreResults();
                }
                try (ResultSet result = Objects.requireNonNull(statement.getResultSet())) {
                    parts.get(i).read(result);
                }
            }
        }
    }
}
