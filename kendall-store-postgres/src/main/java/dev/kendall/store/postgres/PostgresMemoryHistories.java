package dev.kendall.store.postgres;

import dev.kendall.internal.Checks;
import dev.kendall.memory.MemoryHistories;
import dev.kendall.memory.MemoryRevision.Change;
import dev.kendall.memory.MemoryRevision.Head;
import dev.kendall.memory.MemoryTransitions;
import dev.kendall.user.UserId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

final class PostgresMemoryHistories implements MemoryHistories {
    /** Of the memories of which an entry may go: of fewer than three old ones, none does. */
    private static final String HEADS = """
            select r.memory_id, r.version, r.change, r.changed_at from {s}.memory_revisions r
            where r.user_id = $user and r.memory_id in (
                select o.memory_id from {s}.memory_revisions o where o.user_id = $user
                group by o.memory_id having count(*) filter (where o.changed_at < $before) > 2 and count(*) > $kept)
            order by r.memory_id, r.version""";

    private static final String FORGET = """
            delete from {s}.memory_revisions r using unnest($memories, $versions) as f (memory_id, version)
            where r.user_id = $user and r.memory_id = f.memory_id and r.version = f.version""";

    private final Access access;

    PostgresMemoryHistories(Access access) {
        this.access = access;
    }

    private record Entry(UUID memory, Head head) {}

    @Override
    public long trim(UserId user, Instant before) {
        Instant limit = Checks.time("before", before);
        return access.write("trim the histories of the memories of user " + user, Access.Repeat.UNSAFE, session -> {
            session.lock(user);
            List<UUID> memories = new ArrayList<>();
            List<Long> versions = new ArrayList<>();
            histories(session, user, limit)
                    .forEach((memory, history) -> MemoryTransitions.forgettable(history, limit)
                            .forEach(version -> {
                                memories.add(memory);
                                versions.add(version);
                            }));
            return memories.isEmpty() ? 0L : (long) session.run(forget(user, memories, versions));
        });
    }

    private Map<UUID, List<Head>> histories(Session session, UserId user, Instant before) throws SQLException {
        Sql query = Sql.template(
                access.sql(HEADS),
                Map.of("user", user.value(), "before", Sql.value(before), "kept", MemoryTransitions.LAST_KEPT + 1));
        Map<UUID, List<Head>> histories = new LinkedHashMap<>();
        for (Entry entry : session.list(
                query,
                row -> new Entry(
                        Columns.uuid(row, 1),
                        new Head(row.getLong(2), Change.valueOf(row.getString(3)), Columns.time(row, 4))))) {
            histories
                    .computeIfAbsent(entry.memory(), memory -> new ArrayList<>())
                    .add(entry.head());
        }
        return histories;
    }

    private Sql forget(UserId user, List<UUID> memories, List<Long> versions) {
        return Sql.template(
                access.sql(FORGET),
                Map.of(
                        "user",
                        user.value(),
                        "memories",
                        Sql.array("uuid", memories),
                        "versions",
                        Sql.array("bigint", versions)));
    }
}
