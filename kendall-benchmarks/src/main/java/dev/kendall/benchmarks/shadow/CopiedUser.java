package dev.kendall.benchmarks.shadow;

import dev.kendall.entity.EntityKind;
import dev.kendall.page.PageRequest;
import dev.kendall.replica.ReplicaStorage;
import dev.kendall.replica.StoredRow;
import dev.kendall.user.UserId;
import java.util.List;

/** A user whose rows are the same on both sides. */
record CopiedUser(UserId id, ReplicaStorage from) {
    private static final List<EntityKind> KINDS = List.of(
            EntityKind.USER,
            EntityKind.THREAD,
            EntityKind.MESSAGE,
            EntityKind.CONTACT,
            EntityKind.PATTERN,
            EntityKind.MEMORY);

    void copyTo(ReplicaStorage to) {
        for (EntityKind kind : KINDS) {
            List<StoredRow> rows = from.rows()
                    .list(id, kind, PageRequest.first(PageRequest.MAX_LIMIT))
                    .items();
            to.rows().put(id, rows);
        }
    }
}
