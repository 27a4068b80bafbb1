package dev.kendall.store.postgres.document;

import dev.kendall.store.postgres.document.Table.Column;
import dev.kendall.store.postgres.document.Table.ForeignKey;
import dev.kendall.store.postgres.document.Table.Index;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tables of a schema, read from PostgreSQL's catalog. */
final class Catalog {
    private static final Map<String, String> SHORT = Map.of(
            "timestamp with time zone", "timestamptz",
            "time(0) without time zone", "time(0)",
            "double precision", "float8");

    private static final String TABLES = """
            select c.oid, c.relname, coalesce(obj_description(c.oid, 'pg_class'), '')
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = ? and c.relkind = 'r' and c.relname <> ? order by c.relname""";

    private static final String COLUMNS = """
            select a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                case when a.attidentity <> '' then 'identity' else coalesce(pg_get_expr(d.adbin, d.adrelid), '') end,
                coalesce(col_description(a.attrelid, a.attnum), '')
            from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
            where a.attrelid = ? and a.attnum > 0 and not a.attisdropped order by a.attnum""";

    private static final String KEYS = """
            select k.contype::text, coalesce(t.relname, ''), k.confdeltype = 'c',
                array(select a.attname::text from unnest(k.conkey) with ordinality n (num, place)
                    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n.num order by n.place),
                array(select a.attname::text from unnest(k.confkey) with ordinality n (num, place)
                    join pg_attribute a on a.attrelid = k.confrelid and a.attnum = n.num order by n.place)
            from pg_constraint k left join pg_class t on t.oid = k.confrelid
            where k.conrelid = ? and k.contype in ('p', 'u', 'f') order by k.conname""";

    private static final String INDEXES = """
            select c.relname, i.indisunique, regexp_replace(pg_get_indexdef(i.indexrelid), '^.* USING ', '')
            from pg_index i join pg_class c on c.oid = i.indexrelid
            where i.indrelid = ? and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u'))
            order by c.relname""";

    private Catalog() {}

    /** The tables in order of their names, but for {@code without}. */
    static List<Table> read(Connection connection, String schema, String without) throws SQLException {
        List<Table> tables = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
            statement.setString(1, schema);
            statement.setString(2, without);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    tables.add(table(connection, row.getLong(1), row.getString(2), row.getString(3)));
                }
            }
        }
        return tables;
    }

    private static Table table(Connection connection, long oid, String name, String comment) throws SQLException {
        List<String> primary = new ArrayList<>();
        List<List<String>> uniques = new ArrayList<>();
        List<ForeignKey> foreign = new ArrayList<>();
        for (Key key : list(connection, KEYS, oid, Catalog::key)) {
            switch (key.kind()) {
                case "p" -> primary.addAll(key.columns());
                case "u" -> uniques.add(key.columns());
                default ->
                    foreign.add(new ForeignKey(key.columns(), key.target(), key.targetColumns(), key.cascading()));
            }
        }
        return new Table(
                name,
                comment,
                list(connection, COLUMNS, oid, Catalog::column),
                primary,
                uniques,
                foreign,
                list(
                        connection,
                        INDEXES,
                        oid,
                        row -> new Index(row.getString(1), row.getBoolean(2), row.getString(3))));
    }

    private record Key(
            String kind, String target, boolean cascading, List<String> columns, List<String> targetColumns) {}

    private static Key key(ResultSet row) throws SQLException {
        return new Key(row.getString(1), row.getString(2), row.getBoolean(3), texts(row, 4), texts(row, 5));
    }

    private static Column column(ResultSet row) throws SQLException {
        String type = row.getString(2).replaceFirst("^.*\\.", "");
        return new Column(
                row.getString(1),
                SHORT.getOrDefault(type, type),
                row.getBoolean(3),
                row.getString(4).replaceFirst("::[a-z \\[\\]]+$", ""),
                row.getString(5));
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> list(Connection connection, String sql, long oid, Reading<T> reading)
            throws SQLException {
        List<T> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, oid);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(reading.read(row));
                }
            }
        }
        return rows;
    }
}
