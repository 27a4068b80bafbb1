package dev.kendall.benchmarks.postgres.turn;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements as a careful programmer would without Kendall: a connection of the pool, a prepared statement, and every column of
 * every row of every result read into the plain object that fits it. Thread-safe.
 */
final class PlainJdbc {
    private final DataSource source;
    /** By the result's number: the driver would make its description anew for each one. */
    private final Map<Integer, List<Reader>> columns = new ConcurrentHashMap<>();

    PlainJdbc(DataSource source) {
        this.source = source;
    }

    /** Reads one column of the present row. */
    private interface Reader {
        @Nullable
        Object read(ResultSet row, int column) throws SQLException;
    }

    /** All rows of all results. */
    List<List<Object[]>> run(TappedStatement tapped) throws SQLException {
        List<List<Object[]>> results = new ArrayList<>();
        try (Connection connection = source.getConnection();
                PreparedStatement statement = tapped.prepare(connection)) {
            statement.execute();
            do {
                try (ResultSet rows = statement.getResultSet()) {
                    results.add(rows(rows, results.size()));
                }
            } while (statement.getMoreResults());
        }
        return results;
    }

    private List<Object[]> rows(ResultSet rows, int result) throws SQLException {
        List<Reader> readers = columns.get(result);
        if (readers == null) {
            readers = readers(rows.getMetaData());
            columns.put(result, readers);
        }
        List<Object[]> all = new ArrayList<>();
        while (rows.next()) {
            Object[] values = new Object[readers.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = readers.get(i).read(rows, i + 1);
            }
            all.add(values);
        }
        return all;
    }

    private static List<Reader> readers(ResultSetMetaData description) throws SQLException {
        List<Reader> readers = new ArrayList<>();
        for (int column = 1; column <= description.getColumnCount(); column++) {
            readers.add(reader(description.getColumnTypeName(column)));
        }
        return readers;
    }

    private static Reader reader(String type) {
        if (type.startsWith("_")) {
            return PlainJdbc::array;
        }
        return switch (type) {
            case "timestamptz" -> (row, column) -> row.getObject(column, OffsetDateTime.class);
            case "text", "jsonb" -> ResultSet::getString;
            default -> ResultSet::getObject;
        };
    }

    private static @Nullable Object array(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? null : array.getArray();
    }
}
