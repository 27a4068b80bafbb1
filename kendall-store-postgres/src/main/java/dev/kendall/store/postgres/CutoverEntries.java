package dev.kendall.store.postgres;

import dev.kendall.cutover.CutoverPlan;
import dev.kendall.cutover.Scope;
import dev.kendall.cutover.Side;
import dev.kendall.entity.EntityKind;
import dev.kendall.json.DomainJson;
import dev.kendall.user.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The plan, the users' homes and the debts, as the parts of a cutover's store read and write them in a session. Locks are taken in this order: plan,
 * home, announced writes and marks, queue, debts; of several users in the order of their ids.
 */
final class CutoverEntries {
    private static final String PLAN =
            "select p.epoch, case when p.epoch = $known then null else p.plan end, $now from {s}.cutover_plan p";

    private static final String HELD = """
            select exists (select from {s}.cutover_debts where user_id = $user)
                or exists (select from {s}.cutover_intents where user_id = $user)
                or exists (select from {s}.cutover_marks where user_id = $user)""";

    /** A user whom a copier has stays its own until the lease ends. */
    private static final String QUEUE = """
            insert into {s}.cutover_queue as q (user_id, due_at)
            select n.user_id, $now from unnest($users) as n (user_id) order by n.user_id collate "C"
            on conflict (user_id) do update set due_at = case when q.token is null then least(q.due_at, excluded.due_at) else q.due_at end""";

    private static final String OWE = """
            insert into {s}.cutover_debts as d (user_id, scope, place, healing, since, due_at)
            select n.user_id, n.scope, n.place, n.healing, coalesce(n.since::timestamptz, $now), $now
            from unnest($users, $scopes, $places, $healings, $sinces) as n (user_id, scope, place, healing, since)
            order by n.user_id collate "C", n.scope collate "C"
            on conflict (user_id, scope) do update set generation = d.generation + 1, healing = d.healing or excluded.healing,
                attempts = 0, due_at = excluded.due_at, reason = null, dead = false""";

    private static final String FOLD = """
            delete from {s}.cutover_marks m using (
                select mark_id from {s}.cutover_marks order by mark_id limit $limit for update skip locked) taken
            where m.mark_id = taken.mark_id returning m.user_id, m.scopes, m.marked_at""";

    private static final int FOLDED_AT_ONCE = 1_000;

    private final Backend backend;
    private final CutoverTime time;
    private volatile @Nullable CutoverPlan known;

    CutoverEntries(Backend backend, CutoverTime time) {
        this.backend = backend;
        this.time = time;
    }

    CutoverTime time() {
        return time;
    }

    String sql(String template) {
        return backend.sql(template);
    }

    /**
     * The plan.
     *
     * @param now when it was read, by the clock of the store
     */
    record Now(CutoverPlan plan, Instant now) {
        Side authority(UserId user) {
            return plan.authority(user, now);
        }
    }

    /** The plan as it is. */
    Now plan(Session session) throws SQLException {
        return plan(session, "");
    }

    /** The plan, which nobody changes until the transaction ends. */
    Now lockPlan(Session session) throws SQLException {
        return plan(session, " for share of p");
    }

    private Now plan(Session session, String lock) throws SQLException {
        CutoverPlan before = known;
        Sql query = Sql.template(sql(PLAN), Map.of("known", before == null ? 0L : before.epoch(), "now", time.now()))
                .add(lock);
        return session.find(query, row -> {
                    String json = row.getString(2);
                    CutoverPlan plan = json == null && before != null
                            ? before
                            : DomainJson.read(row.getString(2), CutoverPlan.class);
                    known = plan;
                    return new Now(plan, Columns.time(row, 3));
                })
                .orElseThrow(
                        () -> new IllegalStateException("no cutover was begun; open a PostgresCutoverStore first"));
    }

    /** Whether anything of the user is announced or owed. */
    boolean isHeld(Session session, UserId user) throws SQLException {
        return session.find(Sql.template(sql(HELD), Map.of("user", user.value())), row -> row.getBoolean(1))
                .orElseThrow();
    }

    /** The side that has the authority over the user; nobody changes that until the transaction ends. */
    Side lockHome(Session session, UserId user, Now plan) throws SQLException {
        Side authority = plan.authority(user);
        Optional<Side> found = home(session, user, " for update");
        if (found.isEmpty()) {
            insertHome(session, user, authority);
            found = home(session, user, " for update");
        }
        Side home = found.orElseThrow();
        if (home == authority || isHeld(session, user)) {
            return home;
        }
        session.run(Sql.of(sql("update {s}.cutover_homes set side = "))
                .bind(authority.name())
                .add(" where user_id = ")
                .bind(user.value()));
        return authority;
    }

    /** As {@link #lockHome}, beside others that do; alone only for a user who is still to be moved, which happens once. */
    Side shareHome(Session session, UserId user, Now plan) throws SQLException {
        Side authority = plan.authority(user);
        Optional<Side> found = home(session, user, " for share");
        if (found.isEmpty()) {
            insertHome(session, user, authority);
            found = home(session, user, " for share");
        }
        Side home = found.orElseThrow();
        return home == authority ? home : lockHome(session, user, plan);
    }

    /** The side that was last asked for, where one was. */
    Optional<Side> home(Session session, UserId user, String lock) throws SQLException {
        Sql query = Sql.of(sql("select side from {s}.cutover_homes where user_id = "))
                .bind(user.value())
                .add(lock);
        return session.find(query, row -> Side.valueOf(row.getString(1)));
    }

    /** Forgets where a user is of whom nothing is left. */
    boolean forgetHome(Session session, UserId user) throws SQLException {
        if (home(session, user, " for update").isEmpty() || isHeld(session, user)) {
            return false;
        }
        return session.run(Sql.of(sql("delete from {s}.cutover_homes where user_id = "))
                        .bind(user.value()))
                > 0;
    }

    private void insertHome(Session session, UserId user, Side side) throws SQLException {
        session.run(Sql.of(sql("insert into {s}.cutover_homes (user_id, side) values ("))
                .bind(user.value())
                .add(", ")
                .bind(side.name())
                .add(") on conflict do nothing"));
    }

    /**
     * A scope to be owed.
     *
     * @param since since when, or null for now
     */
    record Owing(Scope scope, boolean healing, @Nullable Instant since) {
        private static final Comparator<Owing> ORDER = Comparator.<Owing, UserId>comparing(
                        owing -> owing.scope().user())
                .thenComparing(owing -> owing.scope().key());

        /** Once, since the earlier time, healing where one of them is. */
        Owing and(Owing other) {
            Instant earlier = since == null || other.since != null && other.since.isBefore(since) ? other.since : since;
            return new Owing(scope, healing || other.healing, earlier);
        }
    }

    /** Lets scopes be owed of one user, whose home is locked. */
    void owe(Session session, Collection<Scope> scopes, boolean healing) throws SQLException {
        owe(
                session,
                scopes.stream().map(scope -> new Owing(scope, healing, null)).toList());
    }

    /** Lets scopes be owed of users whose homes cannot change meanwhile, as something of theirs is owed or announced until this is done. */
    void owe(Session session, List<Owing> owings) throws SQLException {
        if (owings.isEmpty()) {
            return;
        }
        Map<Scope, Owing> distinct = new HashMap<>();
        owings.forEach(owing -> distinct.merge(owing.scope(), owing, Owing::and));
        List<Owing> ordered = distinct.values().stream().sorted(Owing.ORDER).toList();
        List<String> users =
                ordered.stream().map(owing -> owing.scope().user().value()).toList();
        session.run(Sql.template(
                sql(QUEUE),
                Map.of("users", Sql.array("text", users.stream().distinct().toList()), "now", time.now())));
        List<@Nullable String> sinces = new ArrayList<>();
        ordered.forEach(
                owing -> sinces.add(owing.since() == null ? null : owing.since().toString()));
        session.run(Sql.template(
                sql(OWE),
                Map.of(
                        "users", Sql.array("text", users),
                        "scopes",
                                Sql.array(
                                        "text",
                                        ordered.stream()
                                                .map(owing -> owing.scope().key())
                                                .toList()),
                        "places",
                                Sql.array(
                                        "int2",
                                        ordered.stream()
                                                .map(owing -> place(owing.scope()))
                                                .toList()),
                        "healings",
                                Sql.array(
                                        "bool",
                                        ordered.stream().map(Owing::healing).toList()),
                        "sinces", Sql.array("text", sinces),
                        "now", time.now())));
    }

    /** Users, threads, messages, contacts, patterns, memories, external ids; whole kinds before single rows. */
    private static short place(Scope scope) {
        int kind = EntityKind.values().length;
        if (scope instanceof Scope.Row row) {
            kind = row.ref().kind().ordinal();
        } else if (scope instanceof Scope.Kind all) {
            kind = all.kind().ordinal();
        } else if (scope instanceof Scope.MessagesIn) {
            kind = EntityKind.MESSAGE.ordinal();
        }
        return (short) (2 * kind + (scope instanceof Scope.Kind ? 0 : 1));
    }

    /** A user's scopes that were written as one row. */
    record Entered(UserId user, List<Scope> scopes, Instant at) {
        static Entered read(ResultSet row) throws SQLException {
            UserId user = UserId.of(row.getString(1));
            List<Scope> scopes = Columns.texts(row, 2).stream()
                    .map(key -> Scope.of(user, key))
                    .toList();
            return new Entered(user, scopes, Columns.time(row, 3));
        }
    }

    /**
     * Lets what transactions have marked be owed.
     *
     * @return whether there may be more
     */
    boolean fold(Session session) throws SQLException {
        List<Entered> marks = session.list(Sql.template(sql(FOLD), Map.of("limit", FOLDED_AT_ONCE)), Entered::read);
        oweEntered(session, marks);
        return marks.size() == FOLDED_AT_ONCE;
    }

    /** Lets what was announced or marked be owed. */
    void oweEntered(Session session, List<Entered> entered) throws SQLException {
        List<Owing> owings = new ArrayList<>();
        entered.forEach(each -> each.scopes().forEach(scope -> owings.add(new Owing(scope, false, each.at()))));
        owe(session, owings);
    }

    /** The scopes of a user by their keys, for an array. */
    static Sql keys(Collection<Scope> scopes) {
        TreeMap<String, Scope> keys = new TreeMap<>();
        scopes.forEach(scope -> keys.put(scope.key(), scope));
        return Sql.array("text", List.copyOf(keys.keySet()));
    }
}
