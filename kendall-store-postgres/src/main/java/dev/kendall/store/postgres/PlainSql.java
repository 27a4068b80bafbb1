package dev.kendall.store.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The migrations as one script that any console runs. */
final class PlainSql {
    /** In the order in which they are run; a test compares it with the folder. */
    static final List<String> MIGRATIONS =
            List.of("V1__kendall.sql", "V2__cutover.sql", "V3__jobs.sql", "V4__state.sql", "V5__days.sql");

    private final String folder;
    private final SchemaName schema;
    private final Map<String, String> placeholders;

    PlainSql(String folder, SchemaName schema, Map<String, String> placeholders) {
        this.folder = folder;
        this.schema = schema;
        this.placeholders = placeholders;
    }

    /** What makes the tables. */
    String whole() {
        return heading("Kendall's tables in the schema " + schema.quoted())
                + "-- Run it as the role that the application connects as, which then owns them.\n\nbegin;\n\ncreate schema "
                + schema.quoted() + ";\n\n" + migrations(0) + "commit;\n";
    }

    /** What brings tables of version {@code from} to this one, and refuses any others. */
    String upgrade(int from) {
        return heading("Kendall's tables in the schema " + schema.quoted() + ", from version " + from + " to "
                        + MIGRATIONS.size())
                + "-- Run it as the role that owns them.\n\nbegin;\n\n" + check(from) + migrations(from) + "commit;\n";
    }

    private static String heading(String text) {
        return "-- " + text.replace('\n', ' ') + ".\n";
    }

    /** Flyway would run again what was run behind its back. */
    private String check(int from) {
        String name = schema.plain().replace("'", "''");
        String version = "(select max(version) from " + schema.table("schema_version") + ")";
        return """
                do $kendall$
                begin
                    if exists (select 1 from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                            where n.nspname = '{name}' and c.relname = '{history}') then
                        raise exception 'these tables were migrated by PostgresSchema.migrate(): call that';
                    end if;
                    if {version} is distinct from {from} then
                        raise exception 'these tables are of version %, not of {from}', {version};
                    end if;
                end $kendall$;

                """.replace("{history}", PostgresSchema.HISTORY_TABLE)
                .replace("{from}", Integer.toString(from))
                .replace("{version}", version)
                .replace("{name}", name);
    }

    /** Those behind the first {@code done}. */
    private String migrations(int done) {
        StringBuilder script = new StringBuilder();
        for (String migration : MIGRATIONS.subList(done, MIGRATIONS.size())) {
            String sql = read(folder + "/" + migration);
            for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
                sql = sql.replace("${" + placeholder.getKey() + "}", placeholder.getValue());
            }
            script.append(sql).append('\n');
        }
        return script.toString();
    }

    private static String read(String resource) {
        try (InputStream in = PlainSql.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the jar's " + resource + " cannot be read", e);
        }
    }
}
