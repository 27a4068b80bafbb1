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

    private PlainSql() {}

    static String of(String folder, SchemaName schema, Map<String, String> placeholders) {
        StringBuilder script = new StringBuilder(
                "-- Kendall's tables in the schema " + schema.quoted().replace('\n', ' ')
                        + ".\n-- Run it as the role that the application connects as, which then owns them.\n\nbegin;\n\n"
                        + "create schema " + schema.quoted() + ";\n\n");
        for (String migration : MIGRATIONS) {
            String sql = read(folder + "/" + migration);
            for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
                sql = sql.replace("${" + placeholder.getKey() + "}", placeholder.getValue());
            }
            script.append(sql).append('\n');
        }
        return script.append("commit;\n").toString();
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
