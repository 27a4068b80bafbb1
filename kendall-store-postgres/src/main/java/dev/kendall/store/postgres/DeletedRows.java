package dev.kendall.store.postgres;

/**
 * What {@link PostgresImport} does with rows that were deleted here: threads, messages and contacts, which leave a tombstone.
 *
 * <p>A row that is stored is not a deleted one, whatever its tombstone says. A thread's tombstone stands for the messages that it had: those that
 * were stored no later than it was deleted, by the time in their ids where these are UUIDs of version 7, else by when they were said. A thread that
 * was created again after it was deleted is another one: what comes of the former is left out, what comes of the new one is stored.
 */
public enum DeletedRows {
    /** They are left out, so that an import that is run again brings back nothing that was deleted meanwhile. */
    SKIP,
    /** They are stored again. The tombstone stays; what is stored does not mind it. */
    RESTORE
}
