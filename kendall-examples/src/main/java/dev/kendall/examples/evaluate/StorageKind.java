package dev.kendall.examples.evaluate;

import com.fasterxml.jackson.annotation.JsonValue;

/** Where the messages are kept while they are searched. */
enum StorageKind {
    /** In this process. */
    MEMORY("in memory"),
    /** On PostgreSQL with pgvector. */
    POSTGRES("on PostgreSQL");

    private final String words;

    StorageKind(String words) {
        this.words = words;
    }

    /** As it is said of a configuration. */
    @JsonValue
    String words() {
        return words;
    }
}
