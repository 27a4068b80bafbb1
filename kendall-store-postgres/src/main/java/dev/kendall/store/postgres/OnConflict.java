package dev.kendall.store.postgres;

import dev.kendall.failure.Conflict;

/** What {@link PostgresImport} does with a row under whose id another one is stored. */
public enum OnConflict {
    /** What is stored stays. A second run of the same import changes nothing. */
    KEEP,
    /**
     * The newer one wins: the higher version; of users, contacts and patterns of one version, the one updated later. Messages have no version, and
     * what was said never changes: the attributes are taken over, and a message that says something else is rejected. A vector that is given wins.
     * A second run of the same import changes nothing but vectors, which it writes again.
     */
    REPLACE,
    /** The import ends with a {@link Conflict} that names the first such row. The chunks before stay. */
    FAIL
}
