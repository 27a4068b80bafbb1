package dev.kendall.verification;

import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.replica.ReplicaStorage;
import dev.kendall.replica.StoredRow;
import dev.kendall.storage.Capability;
import dev.kendall.user.UserId;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One side of a {@link Verification}: rows that can be read in order. */
public interface RowSource {
    /** What the side can hold; see {@link Capability#EXTERNAL_IDS} and {@link Capability#MEMORY_HISTORY}. */
    Set<Capability> capabilities();

    /** All users, ascending in code points, read as the iteration goes. */
    Iterator<UserId> users();

    /** The user's rows of a kind, by the text of their ids ascending in code points, read as the iteration goes. Unknown user: none. */
    Iterator<StoredRow> rows(UserId user, EntityKind kind);

    /** The row as it is stored now. */
    Optional<StoredRow> find(EntityRef ref);

    /** Those of these rows that are stored now, in any order. One after the other, unless a side knows a shorter way. */
    default List<StoredRow> find(Collection<EntityRef> refs) {
        return refs.stream().map(this::find).flatMap(Optional::stream).toList();
    }

    /** What the thing is called elsewhere. Only asked where the side can hold it. */
    List<ExternalId> externalIds(EntityRef ref);

    /** The rows of a storage, read in pages of 500. */
    static RowSource of(ReplicaStorage storage) {
        return new StoredRows(storage);
    }
}
