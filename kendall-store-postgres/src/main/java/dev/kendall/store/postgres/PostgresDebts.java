package dev.kendall.store.postgres;

import dev.kendall.cutover.Claim;
import dev.kendall.cutover.ClaimResult;
import dev.kendall.cutover.DeadLetter;
import dev.kendall.cutover.Debt;
import dev.kendall.cutover.DebtStatus;
import dev.kendall.cutover.Debts;
import dev.kendall.cutover.Scope;
import dev.kendall.cutover.Side;
import dev.kendall.entity.EntityRef;
import dev.kendall.internal.Checks;
import dev.kendall.user.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Debts in tables. Of each user who has some there is one row in a queue: it is locked by whoever changes the user's debts, and lent to one copier
 * at a time, which others pass over without waiting.
 */
final class PostgresDebts implements Debts {
    private static final String TAKE = """
            with next as (
                select user_id, token is not null as taken_over from {s}.cutover_queue where due_at <= $now
                order by due_at, user_id limit 1 for update skip locked)
            update {s}.cutover_queue q set token = $token, due_at = $until from next n where q.user_id = n.user_id
            returning q.user_id, n.taken_over, q.due_at""";

    private static final String COLUMNS = "d.user_id, d.scope, d.generation, d.healing, d.attempts, d.since";

    private static final String DUE = "select " + COLUMNS + " from {s}.cutover_debts d where d.user_id = $user"
            + " and not d.dead and d.due_at <= $now order by d.place, d.scope limit $limit";

    private static final String DEAD = "select " + COLUMNS + ", d.reason from {s}.cutover_debts d where d.dead"
            + " order by d.since, d.user_id, d.scope limit $limit";

    private static final String EXTEND = """
            update {s}.cutover_queue set due_at = $until
            where user_id = $user and token = $token and due_at > $now returning true""";

    private static final String HELD = """
            select from {s}.cutover_queue where user_id = $user and token = $token and due_at > $now for update""";

    private static final String SETTLE = """
            delete from {s}.cutover_debts d using unnest($scopes, $generations) as n (scope, generation)
            where d.user_id = $user and d.scope = n.scope and d.generation = n.generation""";

    private static final String POSTPONE = """
            update {s}.cutover_debts d set attempts = n.attempts, reason = n.reason, dead = n.after is null,
                due_at = coalesce($now + n.after * interval '1 microsecond', 'infinity')
            from unnest($scopes, $generations, $attempts, $afters, $reasons) as n (scope, generation, attempts, after, reason)
            where d.user_id = $user and d.scope = n.scope and d.generation = n.generation""";

    private static final String GIVE_BACK = """
            update {s}.cutover_queue q set token = null, due_at = coalesce(
                (select min(d.due_at) from {s}.cutover_debts d where d.user_id = q.user_id), 'infinity')
            where q.user_id = $user""";

    private static final String LEAVE_QUEUE = """
            delete from {s}.cutover_queue q
            where q.user_id = $user and not exists (select from {s}.cutover_debts d where d.user_id = q.user_id)
            returning true""";

    private static final String SWEEP = """
            delete from {s}.cutover_intents i using (
                select intent_id from {s}.cutover_intents where begun_at < $before order by begun_at limit $limit
                for update skip locked) old
            where i.intent_id = old.intent_id returning i.user_id, i.scopes, i.begun_at""";

    private static final String LIST = """
            select scope from {s}.cutover_debts where user_id = $user
            union select unnest(scopes) from {s}.cutover_intents where user_id = $user
            union select unnest(scopes) from {s}.cutover_marks where user_id = $user""";

    private static final String STATUS = """
            select count(*) filter (where h.side = 'OLD'), count(*) filter (where h.side = 'NEW'), min(d.since),
                count(*) filter (where d.dead), (select count(*) from {s}.cutover_intents), $now
            from {s}.cutover_debts d join {s}.cutover_homes h on h.user_id = d.user_id""";

    private static final String AWAY = """
            select h.user_id, h.side from {s}.cutover_homes h
            where exists (select from {s}.cutover_queue q where q.user_id = h.user_id)
                or exists (select from {s}.cutover_intents i where i.user_id = h.user_id)""";

    private static final String REPLAY = """
            with dead as materialized (select count(*) as n from {s}.cutover_debts where dead),
            queued as (
                update {s}.cutover_queue set due_at = $now where token is null),
            again as (
                update {s}.cutover_debts set due_at = $now, attempts = 0, dead = false)
            select n from dead""";

    private static final int AT_ONCE = 1_000;

    private final Access access;
    private final CutoverEntries entries;
    private final PostgresTombstones tombstones;

    PostgresDebts(Access access, CutoverEntries entries, PostgresTombstones tombstones) {
        this.access = access;
        this.entries = entries;
        this.tombstones = tombstones;
    }

    @Override
    public void owe(UserId user, Set<Scope> scopes, Care care) {
        for (Scope scope : scopes) {
            if (!scope.user().equals(user)) {
                throw new IllegalArgumentException("a scope of user " + scope.user() + " in debts of user " + user);
            }
        }
        access.write("let something of user " + user + " be owed", Access.Repeat.SAFE, session -> {
            entries.lockHome(session, user, entries.lockPlan(session));
            entries.owe(session, scopes, care == Care.HEALING);
            return true;
        });
    }

    @Override
    public Optional<Claim> claim(int limit, Duration lease) {
        Checks.range("limit", limit, 1, 100_000);
        foldAll();
        UUID token = access.backend().ids().next();
        Taken taken;
        do {
            taken = access.write("claim debts", Access.Repeat.UNSAFE, session -> take(session, token, limit, lease));
        } while (taken.again());
        return Optional.ofNullable(taken.claim());
    }

    /**
     * What was taken.
     *
     * @param again whether nothing of the user was due after all
     */
    private record Taken(@Nullable Claim claim, boolean again) {}

    private record Next(UserId user, boolean takenOver, Instant until) {}

    private Taken take(Session session, UUID token, int limit, Duration lease) throws SQLException {
        Sql sql = Sql.template(
                entries.sql(TAKE),
                Map.of(
                        "now", entries.time().now(),
                        "token", token,
                        "until", entries.time().in(lease)));
        Optional<Next> next = session.find(
                sql, row -> new Next(UserId.of(row.getString(1)), row.getBoolean(2), Columns.time(row, 3)));
        if (next.isEmpty()) {
            return new Taken(null, false);
        }
        UserId user = next.get().user();
        List<Debt> due = session.list(
                Sql.template(
                        entries.sql(DUE),
                        Map.of("user", user.value(), "now", entries.time().now(), "limit", limit)),
                PostgresDebts::debt);
        if (due.isEmpty()) {
            giveBack(session, user);
            return new Taken(null, true);
        }
        Side from = entries.home(session, user, "").orElseThrow();
        return new Taken(
                new Claim(
                        token,
                        user,
                        from,
                        due,
                        next.get().takenOver(),
                        next.get().until()),
                false);
    }

    private static Debt debt(ResultSet row) throws SQLException {
        UserId user = UserId.of(row.getString(1));
        return new Debt(
                Scope.of(user, row.getString(2)),
                row.getLong(3),
                row.getBoolean(4),
                row.getInt(5),
                Columns.time(row, 6));
    }

    private void foldAll() {
        while (access.write("let what was marked be owed", Access.Repeat.SAFE, entries::fold)) {
            // There may be more.
        }
    }

    private boolean giveBack(Session session, UserId user) throws SQLException {
        Map<String, Object> parameters = Map.of("user", user.value());
        session.run(Sql.template(entries.sql(GIVE_BACK), parameters));
        return session.find(Sql.template(entries.sql(LEAVE_QUEUE), parameters), row -> true)
                .isPresent();
    }

    @Override
    public boolean extend(Claim claim, Duration lease) {
        return access.write("keep a claim of user " + claim.user(), Access.Repeat.SAFE, session -> {
            Sql sql = Sql.template(
                    entries.sql(EXTEND),
                    Map.of(
                            "user", claim.user().value(),
                            "token", claim.token(),
                            "now", entries.time().now(),
                            "until", entries.time().in(lease)));
            return session.find(sql, row -> true).isPresent();
        });
    }

    @Override
    public boolean release(Claim claim, ClaimResult result) {
        UserId user = claim.user();
        boolean held = access.write("give back a claim of user " + user, Access.Repeat.SAFE, session -> {
            Sql sql = Sql.template(
                    entries.sql(HELD),
                    Map.of(
                            "user", user.value(),
                            "token", claim.token(),
                            "now", entries.time().now()));
            if (session.find(sql, row -> true).isEmpty()) {
                return false;
            }
            settle(session, user, result.settled());
            postpone(session, user, result.later());
            tombstones.add(session, entries.plan(session).plan(), result.gone());
            giveBack(session, user);
            return true;
        });
        if (!held) {
            oweAgain(claim);
        } else if (result.gone().contains(EntityRef.of(user))) {
            access.write(
                    "forget where user " + user + " was",
                    Access.Repeat.SAFE,
                    session -> entries.forgetHome(session, user));
        }
        return held;
    }

    /** Nobody knows whose writes came last. */
    private void oweAgain(Claim claim) {
        UserId user = claim.user();
        access.write("let what was claimed of user " + user + " be owed again", Access.Repeat.SAFE, session -> {
            Side home = entries.lockHome(session, user, entries.lockPlan(session));
            entries.owe(session, claim.debts().stream().map(Debt::scope).toList(), home != claim.from());
            return true;
        });
    }

    private void settle(Session session, UserId user, List<Debt> debts) throws SQLException {
        if (!debts.isEmpty()) {
            session.run(Sql.template(
                    entries.sql(SETTLE),
                    Map.of(
                            "user", user.value(),
                            "scopes", scopes(debts),
                            "generations", generations(debts))));
        }
    }

    private void postpone(Session session, UserId user, List<ClaimResult.Later> later) throws SQLException {
        if (later.isEmpty()) {
            return;
        }
        List<Debt> debts = later.stream().map(ClaimResult.Later::debt).toList();
        List<@Nullable Long> afters = new ArrayList<>();
        later.forEach(each -> afters.add(each.after() == null ? null : CutoverTime.micros(each.after())));
        session.run(Sql.template(
                entries.sql(POSTPONE),
                Map.of(
                        "user", user.value(),
                        "scopes", scopes(debts),
                        "generations", generations(debts),
                        "attempts",
                                Sql.array(
                                        "int4",
                                        later.stream()
                                                .map(ClaimResult.Later::attempts)
                                                .toList()),
                        "afters", Sql.array("int8", afters),
                        "reasons",
                                Sql.array(
                                        "text",
                                        later.stream()
                                                .map(ClaimResult.Later::reason)
                                                .toList()),
                        "now", entries.time().now())));
    }

    private static Sql scopes(Collection<Debt> debts) {
        return Sql.array("text", debts.stream().map(debt -> debt.scope().key()).toList());
    }

    private static Sql generations(Collection<Debt> debts) {
        return Sql.array("int8", debts.stream().map(Debt::generation).toList());
    }

    @Override
    public int sweep(Duration olderThan) {
        int swept = 0;
        int more;
        do {
            more = access.write("sweep announced writes", Access.Repeat.UNSAFE, session -> {
                List<CutoverEntries.Entered> old = session.list(
                        Sql.template(
                                entries.sql(SWEEP),
                                Map.of("before", entries.time().ago(olderThan), "limit", AT_ONCE)),
                        CutoverEntries.Entered::read);
                entries.owe(
                        session,
                        old.stream()
                                .flatMap(entered -> entered.scopes().stream())
                                .map(scope -> new CutoverEntries.Owing(scope, false, null))
                                .toList());
                return old.size();
            });
            swept += more;
        } while (more == AT_ONCE);
        return swept;
    }

    @Override
    public Set<Scope> list(UserId user) {
        return access.read("list the debts of user " + user, null, session -> {
            Sql sql = Sql.template(entries.sql(LIST), Map.of("user", user.value()));
            return Set.copyOf(new HashSet<>(session.list(sql, row -> Scope.of(user, row.getString(1)))));
        });
    }

    @Override
    public DebtStatus status() {
        foldAll();
        return access.read("count debts", null, session -> {
            CutoverEntries.Now plan = entries.plan(session);
            long waiting = session
                    .list(
                            Sql.of(entries.sql(AWAY)),
                            row -> Side.valueOf(row.getString(2)) != plan.plan().authority(UserId.of(row.getString(1))))
                    .stream()
                    .filter(away -> away)
                    .count();
            return session.list(
                            Sql.template(
                                    entries.sql(STATUS),
                                    Map.of("now", entries.time().now())),
                            row -> new DebtStatus(
                                    row.getLong(1),
                                    row.getLong(2),
                                    Columns.timeOrNull(row, 3),
                                    row.getLong(4),
                                    row.getLong(5),
                                    waiting,
                                    Columns.time(row, 6)))
                    .get(0);
        });
    }

    @Override
    public List<DeadLetter> listDead(int limit) {
        Checks.range("limit", limit, 1, 1_000);
        return access.read(
                "list debts that were given up",
                null,
                session -> session.list(
                        Sql.template(entries.sql(DEAD), Map.of("limit", limit)),
                        row -> new DeadLetter(debt(row), row.getString(7))));
    }

    @Override
    public int replay() {
        foldAll();
        return access.write(
                "let all debts be due",
                Access.Repeat.UNSAFE,
                session -> Math.toIntExact(session.number(Sql.template(
                        entries.sql(REPLAY), Map.of("now", entries.time().now())))));
    }
}
