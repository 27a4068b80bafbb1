package dev.kendall.migration;

import dev.kendall.entity.EntityRef;
import dev.kendall.replica.ReplicaStorage;
import dev.kendall.replica.StoredRow;
import java.util.List;
import java.util.function.BiConsumer;

/** Where rows go, many at a time. Doing the same again changes nothing. */
public interface MigrationSink {
    /**
     * Stores rows as they are. A row whose id is stored already stays as it is stored: somebody may have changed it since.
     *
     * @param rows of many users and kinds: users, then threads, messages, contacts, patterns and memories
     * @param onRejected told of each row that was not stored, and why, without anything of its content
     * @return how many were not there before
     */
    long add(List<StoredRow> rows, BiConsumer<EntityRef, String> onRejected);

    /**
     * Records what rows are called at the source. A name that names another row already is told and stays.
     *
     * @param links of rows that are stored
     */
    void link(List<Link> links, BiConsumer<EntityRef, String> onRejected);

    /** The storage that the rows go to, to compare and to mend it. */
    ReplicaStorage target();

    /** A sink that puts row by row, for storages that cannot do better. */
    static MigrationSink of(ReplicaStorage target) {
        return new RowSink(target);
    }
}
