package dev.kendall.store.postgres;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/**
 * A table into which rows are copied.
 *
 * <p>New rows go straight into the table: their users are locked, as whoever writes for them locks them, so that what was not there when it was
 * looked for is not there when it is copied. What replaces rows is copied into a temporary table first, which goes with the transaction.
 *
 * @param <T> what a row is made of
 */
final class CopyTable<T> implements RowTable<T> {
    private final Backend backend;
    private final String name;
    private final List<String> key;
    private final Function<T, Map<Field<?>, @Nullable Object>> columns;

    /**
     * A table.
     *
     * @param key the columns that name a row
     * @param columns the columns to fill: the same for all rows
     */
    CopyTable(
            Backend backend,
            List<? extends TableField<?, ?>> key,
            Function<T, Map<Field<?>, @Nullable Object>> columns) {
        this.backend = backend;
        this.name = Objects.requireNonNull(key.get(0).getTable()).getName();
        this.key = names(key);
        this.columns = columns;
    }

    @Override
    public void insert(Session session, Collection<T> rows) throws SQLException {
        if (!rows.isEmpty()) {
            copy(session, backend.sql("{s}.") + name, rows);
        }
    }

    @Override
    public void replace(Session session, Collection<T> rows) throws SQLException {
        if (!rows.isEmpty()) {
            List<String> names = stage(session, rows);
            String values = names.stream()
                    .filter(column -> !key.contains(column))
                    .map(column -> column + " = n." + column)
                    .collect(Collectors.joining(", "));
            String same =
                    key.stream().map(column -> "t." + column + " = n." + column).collect(Collectors.joining(" and "));
            session.run(Sql.of(
                    backend.sql("update {s}." + name + " t set " + values + " from " + staged() + " n where " + same)));
        }
    }

    /** Copies rows into {@link #staged}, for a statement of the same transaction; gives the names of the columns. */
    List<String> stage(Session session, Collection<T> rows) throws SQLException {
        List<String> names = names(columns.apply(rows.iterator().next()).keySet());
        session.run(Sql.of(backend.sql("create temp table import_" + name + " on commit drop as select "
                + String.join(", ", names) + " from {s}." + name + " with no data")));
        copy(session, staged(), rows);
        // Without it the planner may take a few rows for reason enough to read the whole table.
        session.run(Sql.of("analyze " + staged()));
        return names;
    }

    /** The temporary table. */
    String staged() {
        return "pg_temp.import_" + name;
    }

    private static List<String> names(Collection<? extends Field<?>> fields) {
        return fields.stream().map(field -> '"' + field.getName() + '"').toList();
    }

    private void copy(Session session, String into, Collection<T> rows) throws SQLException {
        Iterator<T> each = rows.iterator();
        Map<Field<?>, @Nullable Object> first = columns.apply(each.next());
        List<Field<?>> fields = List.copyOf(first.keySet());
        String sql = "copy " + into + " (" + String.join(", ", names(fields)) + ") from stdin (format binary)";
        CopyStream.run(session.connection(), sql, stream -> {
            write(stream, fields, first);
            while (each.hasNext()) {
                write(stream, fields, columns.apply(each.next()));
            }
        });
    }

    private static void write(CopyStream stream, List<Field<?>> fields, Map<Field<?>, @Nullable Object> row)
            throws IOException {
        stream.row(fields.size());
        for (Field<?> field : fields) {
            Object value = row.get(field);
            Object plain = value instanceof Param<?> param ? param.getValue() : value;
            if (plain instanceof Integer number && field.getType() == Short.class) {
                stream.field(number.shortValue());
            } else {
                stream.field(plain);
            }
        }
    }
}
