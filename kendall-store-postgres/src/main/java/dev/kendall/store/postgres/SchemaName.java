package dev.kendall.store.postgres;

import dev.kendall.internal.Checks;
import java.nio.charset.StandardCharsets;

/** A schema's name, which is put into SQL only in quotes. */
record SchemaName(String plain) {
    private static final int MAX_BYTES = 63;

    SchemaName {
        Checks.filled("schema name", plain, MAX_BYTES);
        Checks.range("bytes of the schema name", plain.getBytes(StandardCharsets.UTF_8).length, 1, MAX_BYTES);
        if (plain.startsWith("pg_")) {
            throw new IllegalArgumentException("the schema name begins with pg_, which PostgreSQL keeps for itself");
        }
        if (plain.indexOf('$') >= 0 || plain.indexOf('?') >= 0 || plain.indexOf('{') >= 0) {
            throw new IllegalArgumentException(
                    "the schema name holds one of $ ? {, which have a meaning in SQL templates");
        }
    }

    /** As SQL writes it. */
    String quoted() {
        return '"' + plain.replace("\"", "\"\"") + '"';
    }

    /** A table of the schema, as SQL writes it. */
    String table(String table) {
        return quoted() + "." + table;
    }

    @Override
    public String toString() {
        return plain;
    }
}
