package dev.kendall.store.postgres;

import dev.kendall.cutover.Home;
import dev.kendall.cutover.Intent;
import dev.kendall.cutover.Journal;
import dev.kendall.cutover.Scope;
import dev.kendall.cutover.Side;
import dev.kendall.storage.Transaction;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.user.UserId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Writes on their way, in tables. Announcing and confirming are short transactions that lock the user's home; {@link #mark} is part of the
 * storage's own transaction, and only adds a row there, beside a lock that marks share: it is never refused because a copier works for the
 * user.
 */
final class PostgresJournal implements Journal {
    private static final String BEGIN = """
            insert into {s}.cutover_intents (intent_id, user_id, scopes, begun_at) values ($id, $user, $scopes, $now)
            returning begun_at""";

    private static final String END =
            "delete from {s}.cutover_intents where intent_id = $id and user_id = $user returning true";

    private static final String MARK =
            "insert into {s}.cutover_marks (mark_id, user_id, scopes, marked_at) values ($id, $user, $scopes, $now)";

    private final Access access;
    private final CutoverEntries entries;
    private final PostgresStorage storage;

    PostgresJournal(PostgresStorage storage, CutoverEntries entries) {
        this.access = storage.access();
        this.entries = entries;
        this.storage = storage;
    }

    @Override
    public Home home(UserId user) {
        String doing = "find where user " + user + " is";
        return access.read(doing, null, session -> settledHome(session, user))
                .orElseGet(() -> access.write(doing, Access.Repeat.SAFE, session -> {
                    CutoverEntries.Now plan = entries.lockPlan(session);
                    return home(plan, user, entries.lockHome(session, user, plan));
                }));
    }

    /** Empty when the user may have to be moved, or a transaction that is under way may hold the user elsewhere. */
    private Optional<Home> settledHome(Session session, UserId user) throws SQLException {
        CutoverEntries.Now plan = entries.plan(session);
        Optional<Side> home = entries.home(session, user, "");
        if (home.isEmpty() && !plan.plan().isMoving(user)) {
            return Optional.of(home(plan, user, plan.authority(user)));
        }
        boolean stays = home.isPresent() && (home.get() == plan.authority(user) || entries.isHeld(session, user));
        return stays ? Optional.of(home(plan, user, home.get())) : Optional.empty();
    }

    private static Home home(CutoverEntries.Now plan, UserId user, Side side) {
        boolean settled =
                plan.plan().isEffective(plan.now()) && side == plan.plan().authority(user);
        return new Home(side, settled, plan.plan().epoch());
    }

    @Override
    public Optional<Intent> begin(UserId user, Set<Scope> scopes, long epoch) {
        Scope.checkOwner(user, scopes);
        UUID id = access.backend().ids().next();
        return access.write("announce a write of user " + user, Access.Repeat.UNSAFE, session -> {
            CutoverEntries.Now plan = entries.lockPlan(session);
            if (plan.plan().epoch() != epoch) {
                return Optional.empty();
            }
            Side home = entries.lockHome(session, user, plan);
            Instant begun = session.find(
                            Sql.template(entries.sql(BEGIN), parameters(id, user, scopes)), row -> Columns.time(row, 1))
                    .orElseThrow();
            return Optional.of(new Intent(id, user, scopes, home, begun));
        });
    }

    private Map<String, Object> parameters(UUID id, UserId user, Set<Scope> scopes) {
        return Map.of(
                "id", id,
                "user", user.value(),
                "scopes", CutoverEntries.keys(scopes),
                "now", entries.time().now());
    }

    @Override
    public void cancel(Intent intent) {
        access.write(
                "take back an announced write of user " + intent.user(),
                Access.Repeat.SAFE,
                session -> end(session, intent));
    }

    private boolean end(Session session, Intent intent) throws SQLException {
        return session.find(
                        Sql.template(
                                entries.sql(END),
                                Map.of("id", intent.id(), "user", intent.user().value())),
                        row -> true)
                .isPresent();
    }

    @Override
    public boolean confirm(Intent intent, Set<Scope> touched) {
        UserId user = intent.user();
        Scope.checkOwner(user, touched);
        return access.write("confirm a write of user " + user, Access.Repeat.SAFE, session -> {
            Side home = entries.lockHome(session, user, entries.lockPlan(session));
            boolean counts = end(session, intent) || home == intent.authority();
            entries.owe(session, touched, !counts);
            return counts;
        });
    }

    /** The storage that this journal is opened with. */
    @Override
    public boolean joins(TransactionalStorage other) {
        return other == storage;
    }

    @Override
    public boolean mark(Transaction transaction, Set<Scope> touched, Writer writer) {
        UserId user = writer.user();
        Scope.checkOwner(user, touched);
        if (!(transaction instanceof PostgresTransaction own)) {
            throw new IllegalArgumentException("a transaction of another storage than this journal joins");
        }
        UUID id = access.backend().ids().next();
        return own.access().write("mark a write of user " + user, Access.Repeat.UNSAFE, session -> {
            CutoverEntries.Now plan = entries.lockPlan(session);
            if (plan.plan().epoch() != writer.epoch() || entries.shareHome(session, user, plan) != writer.side()) {
                return false;
            }
            session.run(Sql.template(entries.sql(MARK), parameters(id, user, touched)));
            return true;
        });
    }
}
