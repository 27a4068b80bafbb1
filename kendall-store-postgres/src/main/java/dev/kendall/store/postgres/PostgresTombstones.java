package dev.kendall.store.postgres;

import dev.kendall.cutover.CutoverPlan;
import dev.kendall.cutover.Tombstones;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.user.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tombstones in a table, under a hash of the user, so that of a user who was erased nothing else is left. */
final class PostgresTombstones implements Tombstones {
    private static final String ADD = """
            insert into {s}.cutover_tombstones (user_hash, kind, entity_id, deleted_at)
            select decode(n.user_hash, 'hex'), n.kind, n.entity_id, $now
            from unnest($users, $kinds, $ids) as n (user_hash, kind, entity_id)
            order by n.user_hash, n.kind, n.entity_id collate "C"
            on conflict (user_hash, kind, entity_id) do update set deleted_at = excluded.deleted_at""";

    /** What was deleted of a user before goes with the user. */
    private static final String FORGET_ROWS = "delete from {s}.cutover_tombstones where user_hash in"
            + " (select decode(n, 'hex') from unnest($users) as n) and kind <> 'USER'";

    private static final String FIND = """
            select d.kind, d.entity_id from {s}.cutover_tombstones d
            join unnest($kinds, $ids) as n (kind, entity_id) on d.kind = n.kind and d.entity_id = n.entity_id
            where d.user_hash = decode($user, 'hex')""";

    private final Access access;
    private final CutoverEntries entries;

    PostgresTombstones(Access access, CutoverEntries entries) {
        this.access = access;
        this.entries = entries;
    }

    void add(Session session, CutoverPlan plan, Set<EntityRef> gone) throws SQLException {
        if (gone.isEmpty()) {
            return;
        }
        Set<UserId> erased = gone.stream()
                .filter(ref -> ref.kind() == EntityKind.USER)
                .map(EntityRef::user)
                .collect(Collectors.toSet());
        List<EntityRef> added = gone.stream()
                .filter(ref -> ref.kind() == EntityKind.USER || !erased.contains(ref.user()))
                .toList();
        if (!erased.isEmpty()) {
            List<String> hashes = erased.stream().map(user -> hash(plan, user)).toList();
            session.run(Sql.template(entries.sql(FORGET_ROWS), Map.of("users", Sql.array("text", hashes))));
        }
        session.run(Sql.template(
                entries.sql(ADD),
                Map.of(
                        "users",
                                Sql.array(
                                        "text",
                                        added.stream()
                                                .map(ref -> hash(plan, ref.user()))
                                                .toList()),
                        "kinds", kinds(added),
                        "ids", ids(added),
                        "now", entries.time().now())));
    }

    private static Sql kinds(Collection<EntityRef> refs) {
        return Sql.array("text", refs.stream().map(ref -> ref.kind().name()).toList());
    }

    private static Sql ids(Collection<EntityRef> refs) {
        return Sql.array("text", refs.stream().map(PostgresTombstones::id).toList());
    }

    private static String id(EntityRef ref) {
        return ref.kind() == EntityKind.USER ? "" : ref.id();
    }

    /** SHA-256 over the salt, a line feed and the user's id. */
    private static String hash(CutoverPlan plan, UserId user) {
        try {
            byte[] salted = (plan.salt() + "\n" + user.value()).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(salted));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public Set<EntityRef> find(UserId user, Collection<EntityRef> refs) {
        List<EntityRef> asked =
                refs.stream().filter(ref -> ref.user().equals(user)).distinct().toList();
        if (asked.isEmpty()) {
            return Set.of();
        }
        return access.read("find what was deleted of user " + user, null, session -> {
            Sql sql = Sql.template(
                    entries.sql(FIND),
                    Map.of(
                            "user", hash(entries.plan(session).plan(), user),
                            "kinds", kinds(asked),
                            "ids", ids(asked)));
            Set<EntityRef> found = new HashSet<>(session.list(sql, row -> {
                EntityKind kind = EntityKind.valueOf(row.getString(1));
                return kind == EntityKind.USER ? EntityRef.of(user) : new EntityRef(user, kind, row.getString(2));
            }));
            return Set.copyOf(found);
        });
    }

    @Override
    public long count() {
        return access.read(
                "count what was deleted",
                null,
                session -> session.number(Sql.of(entries.sql("select count(*) from {s}.cutover_tombstones"))));
    }

    @Override
    public long forget(Duration olderThan) {
        return access.writeOne(
                "forget what was deleted",
                session ->
                        (long) session.run(Sql.of(entries.sql("delete from {s}.cutover_tombstones where deleted_at < "))
                                .add(entries.time().ago(olderThan))));
    }
}
