package dev.kendall.testkit.airtable;

/** What a request asks for. */
public enum Operation {
    /** Rows of a table, by {@code GET} or by {@code POST …/listRecords}. */
    LIST,
    /** One row by its id. */
    READ,
    /** {@code POST}. */
    CREATE,
    /** {@code PATCH} without {@code performUpsert}. */
    UPDATE,
    /** {@code PUT} without {@code performUpsert}. */
    REPLACE,
    /** {@code PATCH} or {@code PUT} with {@code performUpsert}. */
    UPSERT,
    /** {@code DELETE}. */
    DELETE,
    /** The metadata API, read or written. */
    SCHEMA,
    /** No path that there is. */
    UNKNOWN;

    /** Whether rows may change. */
    public boolean isWrite() {
        return switch (this) {
            case CREATE, UPDATE, REPLACE, UPSERT, DELETE -> true;
            case LIST, READ, SCHEMA, UNKNOWN -> false;
        };
    }
}
