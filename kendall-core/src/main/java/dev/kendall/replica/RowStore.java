package dev.kendall.replica;

import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.user.UserId;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a storage as they are: no rule of the stores is applied, no time or version is given, nothing is told to the outbox. For copying
 * one storage to another; hosts use the stores. Thread-safe.
 */
public interface RowStore {
    /** The most rows in one call of {@link #put}. */
    int MAX_BATCH = 1_000;

    /** The row as it is stored. (ROW-1) */
    Optional<StoredRow> find(EntityRef ref);

    /** The user's rows of a kind, by the text of their ids in code points. Unknown user: an empty page. (ROW-2) */
    Page<StoredRow> list(UserId user, EntityKind kind, PageRequest request);

    /**
     * Stores rows of one user, each in the place of whatever is stored under its {@link StoredRow#ref()}, in the order given: all of them or
     * none on a backend with transactions. (ROW-3)
     *
     * <p>A user or thread that is missing is created, empty. A message moves no thread's last activity. A contact takes its phone number and its
     * e-mail address from another contact of the user that has them: that one's own row is on its way. A memory's history is replaced, where the
     * storage keeps histories. Where the embedded text becomes another, the vectors of the row are dropped.
     *
     * @param rows up to {@value #MAX_BATCH}; a memory after the one it names as its successor, unless that is stored
     * @throws IllegalArgumentException when a row belongs to another user; nothing is stored then
     * @throws dev.kendall.failure.Conflict when a memory's successor is not stored
     */
    void put(UserId user, List<StoredRow> rows);

    /**
     * Removes a row and what hangs on it: its vectors and external ids, a thread's messages, a memory's history, everything of a user. (ROW-4)
     *
     * @return whether it existed
     * @throws dev.kendall.failure.Conflict when it is a memory that another one names as its successor
     */
    boolean delete(EntityRef ref);
}
