package dev.kendall.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A statement in the making: its text, and the values of its parameters in order. Values are never part of the text. Not thread-safe.
 *
 * <p>The statements that are not jOOQ's are those of a turn and of a search, which a chat waits for: as text they cost nothing to build, and
 * read as PostgreSQL explains them.
 */
final class Sql {
    private final StringBuilder text = new StringBuilder(1_024);
    private final List<Object> values = new ArrayList<>();

    /** A value that needs the connection to be bound. */
    private interface Bound {
        void bind(PreparedStatement statement, int index) throws SQLException;
    }

    /** SQL without parameters. */
    static Sql of(String text) {
        return new Sql().add(text);
    }

    /**
     * A statement with names for its parameters.
     *
     * @param template in which {@code $name} stands for a parameter
     * @param parameters their values, or pieces of SQL to put there
     */
    static Sql template(String template, Map<String, ?> parameters) {
        Sql sql = new Sql();
        int from = 0;
        for (int at = template.indexOf('$'); at >= 0; at = template.indexOf('$', from)) {
            sql.add(template.substring(from, at));
            int end = at + 1;
            while (end < template.length() && Character.isLetter(template.charAt(end))) {
                end++;
            }
            Object value = Objects.requireNonNull(parameters.get(template.substring(at + 1, end)), template);
            if (value instanceof Sql piece) {
                sql.add(piece);
            } else {
                sql.bind(value);
            }
            from = end;
        }
        return sql.add(template.substring(from));
    }

    /** A parameter alone. */
    static Sql value(Instant time) {
        return new Sql().bind(time);
    }

    /** An array parameter alone. */
    static Sql array(String type, List<?> elements) {
        return new Sql().bindArray(type, elements);
    }

    /** More text. */
    Sql add(String more) {
        text.append(more);
        return this;
    }

    /** More text and its parameters. */
    Sql add(Sql more) {
        text.append(more.text);
        values.addAll(more.values);
        return this;
    }

    /** The next parameter's value: a text, number, boolean, UUID, {@code long[]} or {@code float[]}. */
    Sql bind(Object value) {
        text.append('?');
        values.add(value);
        return this;
    }

    /** A time. */
    Sql bind(Instant time) {
        return bind((Bound) (statement, index) ->
                statement.setObject(index, time.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE));
    }

    /** An array of this element type. */
    Sql bindArray(String type, List<?> elements) {
        Object[] array = elements.toArray();
        return bind((Bound) (statement, index) ->
                statement.setArray(index, statement.getConnection().createArrayOf(type, array)));
    }

    /** A value that may be null, which the text casts to its type. */
    Sql bindNullable(@Nullable Object value) {
        if (value != null) {
            return bind(value);
        }
        return bind((Bound) (statement, index) -> statement.setNull(index, Types.NULL));
    }

    /** The text, with question marks for the values. */
    String text() {
        return text.toString();
    }

    /** The statement, ready to run; the caller closes it. */
    PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text.toString());
        try {
            for (int i = 0; i < values.size(); i++) {
                Object value = values.get(i);
                if (value instanceof Bound bound) {
                    bound.bind(statement, i + 1);
                } else {
                    statement.setObject(i + 1, value);
                }
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }
}
