package dev.kendall.benchmarks.postgres.search;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** A store with a database of its own, filled once and then searched. */
interface SearchedStore extends AutoCloseable {
    /** What the report calls it. */
    String name();

    /** Takes all rows of the population, and builds its index over them where it has one. */
    void fill(Population population) throws SQLException;

    /** The rows nearest to the question among those of its user, as many as {@link Question#LIMIT}, as the store finds them. */
    List<UUID> search(Question question);

    @Override
    void close();
}
