package dev.kendall.examples.migrate;

import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.replica.ReplicaStorage;
import dev.kendall.replica.StoredRow;
import dev.kendall.storage.Capability;
import dev.kendall.user.UserId;
import dev.kendall.verification.RowSource;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rows of a storage, before each reading of which something happens. */
record LateRows(RowSource rows, Runnable before) implements RowSource {
    static LateRows of(ReplicaStorage storage, Runnable before) {
        return new LateRows(RowSource.of(storage), before);
    }

    @Override
    public Set<Capability> capabilities() {
        return rows.capabilities();
    }

    @Override
    public Iterator<UserId> users() {
        return rows.users();
    }

    @Override
    public Iterator<StoredRow> rows(UserId user, EntityKind kind) {
        return rows.rows(user, kind);
    }

    @Override
    public Optional<StoredRow> find(EntityRef ref) {
        return rows.find(ref);
    }

    @Override
    public List<StoredRow> find(Collection<EntityRef> refs) {
        before.run();
        return rows.find(refs);
    }

    @Override
    public List<ExternalId> externalIds(EntityRef ref) {
        return rows.externalIds(ref);
    }
}
