package dev.kendall.store.postgres;

import dev.kendall.entity.EntityRef;
import java.sql.SQLException;
import java.util.List;

/** How rows of one kind are imported. */
interface Importing<T> {
    ImportReport.Kind kind();

    /** The row, or what it belongs to. */
    EntityRef ref(T row);

    /**
     * What the row has for itself among the rows that are stored, beginning with its id. No two rows of a chunk share any, so that a chunk stores
     * what its rows would have stored one after the other.
     */
    List<?> keys(T row);

    /** About how many characters or bytes of memory the row takes beyond a few hundred. */
    int weight(T row);

    /** Stores what can be stored of the chunk's rows, and says of each what became of it. */
    void store(Chunk<T> chunk) throws SQLException;
}
