package dev.kendall.store.postgres;

import dev.kendall.user.UserId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@link Session#lock} and {@link Session#ensure} for many users, in the order of their ids, so that no two wait for each other. */
final class UserLocks {
    private static final String ENSURE = """
            with owners as (
                insert into {s}.users as u (user_id, created, updated)
                select n.user_id, $now, $now from unnest($users) as n (user_id) where $limit order by n.user_id collate "C"
                on conflict (user_id) do update set revision = u.revision + 1
                returning user_id, xmax = 0 as created)
            select user_id from owners where created""";

    private static final String LOCK = """
            with owners as materialized (
                select user_id from {s}.users where user_id = any($users) and $limit order by user_id for no key update)
            update {s}.users u set revision = u.revision + 1 from owners o where u.user_id = o.user_id""";

    private UserLocks() {}

    /** Locks the users until the transaction ends, and creates those who are not there; gives the latter. */
    static Set<UserId> ensure(Session session, Collection<UserId> users) throws SQLException {
        Instant now = session.now();
        Sql sql = Sql.template(
                session.backend().sql(ENSURE),
                Map.of("users", array(users), "now", Sql.value(now), "limit", session.lockTimeout()));
        return new HashSet<>(session.list(sql, row -> UserId.of(row.getString(1))));
    }

    /** Locks those of the users who are there. */
    static void lock(Session session, Collection<UserId> users) throws SQLException {
        session.run(Sql.template(
                session.backend().sql(LOCK), Map.of("users", array(users), "limit", session.lockTimeout())));
    }

    private static Sql array(Collection<UserId> users) {
        List<String> ids = users.stream().map(UserId::value).toList();
        return Sql.array("text", ids);
    }
}
