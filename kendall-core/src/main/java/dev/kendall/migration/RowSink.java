package dev.kendall.migration;

import dev.kendall.entity.EntityRef;
import dev.kendall.failure.Conflict;
import dev.kendall.failure.NotFound;
import dev.kendall.replica.ReplicaStorage;
import dev.kendall.replica.RowStore;
import dev.kendall.replica.StoredRow;
import dev.kendall.replica.SuccessorOrder;
import dev.kendall.storage.Capability;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;

/** Puts row by row. */
final class RowSink implements MigrationSink {
    private final ReplicaStorage target;

    RowSink(ReplicaStorage target) {
        this.target = Objects.requireNonNull(target, "target");
    }

    @Override
    public long add(List<StoredRow> rows, BiConsumer<EntityRef, String> onRejected) {
        long added = 0;
        for (StoredRow row : SuccessorOrder.of(rows)) {
            RowStore store = target.rows();
            if (store.find(row.ref()).isEmpty()) {
                try {
                    store.put(row.ref().user(), List.of(row));
                    added++;
                } catch (Conflict e) {
                    onRejected.accept(row.ref(), String.valueOf(e.getMessage()));
                }
            }
        }
        return added;
    }

    @Override
    public void link(List<Link> links, BiConsumer<EntityRef, String> onRejected) {
        if (!target.capabilities().contains(Capability.EXTERNAL_IDS)) {
            return;
        }
        for (Link link : links) {
            try {
                target.externalIds().link(link.row(), link.record());
            } catch (Conflict | NotFound e) {
                onRejected.accept(link.row(), String.valueOf(e.getMessage()));
            }
        }
    }

    @Override
    public ReplicaStorage target() {
        return target;
    }
}
