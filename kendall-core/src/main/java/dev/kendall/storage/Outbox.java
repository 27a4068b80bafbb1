package dev.kendall.storage;

import java.util.List;

/**
 * Changes that wait to be told to others, written in the transaction that makes them. Whoever tells them lists some, tells them,
 * and removes them in a transaction of its own: each is told at least once.
 */
public interface Outbox {
    /** Adds a change; it is there for others when, and only when, the transaction commits. (OUTBOX-1) */
    OutboxEntry add(Change change);

    /**
     * The oldest entries of all users, by id. (OUTBOX-2)
     *
     * @param limit 1 to 1,000
     */
    List<OutboxEntry> list(int limit);

    /**
     * Removes an entry once the transaction commits. (OUTBOX-3)
     *
     * @return whether it was there
     */
    boolean remove(OutboxEntry entry);
}
