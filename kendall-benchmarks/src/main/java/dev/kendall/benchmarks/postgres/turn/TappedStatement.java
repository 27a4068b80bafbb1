package dev.kendall.benchmarks.postgres.turn;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * A statement as it was handed to the driver.
 *
 * @param sql its text, with a question mark for each value
 * @param bindings the values in their order
 */
record TappedStatement(String sql, List<Binding> bindings) {
    /** How a value was bound. */
    sealed interface Binding {
        void bind(PreparedStatement statement, int index) throws SQLException;
    }

    /** By its class. */
    record Value(Object value) implements Binding {
        @Override
        public void bind(PreparedStatement statement, int index) throws SQLException {
            statement.setObject(index, value);
        }
    }

    /** As a type of {@link java.sql.Types}. */
    record Typed(Object value, int type) implements Binding {
        @Override
        public void bind(PreparedStatement statement, int index) throws SQLException {
            statement.setObject(index, value, type);
        }
    }

    /** As nothing. */
    record Null(int type) implements Binding {
        @Override
        public void bind(PreparedStatement statement, int index) throws SQLException {
            statement.setNull(index, type);
        }
    }

    /** As an array, which belongs to its connection. */
    record NewArray(String type, Object[] elements) implements Binding {
        @Override
        public void bind(PreparedStatement statement, int index) throws SQLException {
            statement.setArray(index, statement.getConnection().createArrayOf(type, elements));
        }
    }

    /** The same with plans made for the values, where it asks for plans that are kept. */
    TappedStatement planned() {
        return new TappedStatement(sql.replace("force_generic_plan", "force_custom_plan"), bindings);
    }

    /** The same statement with the same values; the caller closes it. */
    PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        bind(statement);
        return statement;
    }

    void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < bindings.size(); i++) {
            bindings.get(i).bind(statement, i + 1);
        }
    }
}
