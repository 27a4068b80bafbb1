package dev.kendall.store.postgres;

import java.sql.SQLException;
import java.util.Collection;

/**
 * A table that rows are written into, each under its key.
 *
 * @param <T> what a row is made of
 */
interface RowTable<T> {
    /** Stores rows that are not there. */
    void insert(Session session, Collection<T> rows) throws SQLException;

    /** Stores rows in the place of those that are there. */
    void replace(Session session, Collection<T> rows) throws SQLException;
}
