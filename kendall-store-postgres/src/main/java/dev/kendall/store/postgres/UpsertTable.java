package dev.kendall.store.postgres;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A table into which rows are put one after the other, whether they are there or not: one statement that the server prepares once, any number
 * of times in one round trip. For a few up to a thousand rows; unlike {@link CopyTable} it needs nothing of the driver.
 *
 * @param <T> what a row is made of
 */
final class UpsertTable<T> implements RowTable<T> {
    private final Table<?> table;
    private final List<? extends TableField<?, ?>> key;
    private final Function<T, Map<Field<?>, @Nullable Object>> columns;

    /**
     * A table.
     *
     * @param key the columns that name a row
     * @param columns the columns to fill: the same for all rows
     */
    UpsertTable(List<? extends TableField<?, ?>> key, Function<T, Map<Field<?>, @Nullable Object>> columns) {
        this.table = Objects.requireNonNull(key.get(0).getTable());
        this.key = key;
        this.columns = columns;
    }

    @Override
    public void insert(Session session, Collection<T> rows) {
        put(session, rows);
    }

    @Override
    public void replace(Session session, Collection<T> rows) {
        put(session, rows);
    }

    /** Stores rows, in their order, in the place of what is there. */
    void put(Session session, Collection<T> rows) {
        if (rows.isEmpty()) {
            return;
        }
        List<Map<Field<?>, @Nullable Object>> values =
                rows.stream().map(columns).toList();
        List<Field<?>> fields = List.copyOf(values.get(0).keySet());
        Object[][] bound = values.stream()
                .map(row -> fields.stream().map(field -> plain(row.get(field))).toArray())
                .toArray(Object[][]::new);
        session.dsl()
                .batch(session.dsl()
                        .insertInto(table)
                        .columns(fields)
                        .values(fields.stream().map(UpsertTable::parameter).toList())
                        .onConflict(key)
                        .doUpdate()
                        .set(replaced(fields)))
                .bind(bound)
                .execute();
    }

    private static <V> Param<V> parameter(Field<V> field) {
        return DSL.param(field.getName(), field);
    }

    private Map<Field<?>, Field<?>> replaced(List<Field<?>> fields) {
        Map<Field<?>, Field<?>> excluded = new HashMap<>();
        fields.stream()
                .filter(field -> !key.contains(field))
                .forEach(field -> excluded.put(field, DSL.excluded(field)));
        return excluded;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof Param<?> param ? param.getValue() : value;
    }
}
