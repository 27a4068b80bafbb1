package dev.kendall.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kendall.chat.NewMessage;
import dev.kendall.cutover.Claim;
import dev.kendall.cutover.ClaimResult;
import dev.kendall.cutover.CutoverPlan;
import dev.kendall.cutover.Debt;
import dev.kendall.cutover.Debts.Care;
import dev.kendall.cutover.Intent;
import dev.kendall.cutover.Journal.Writer;
import dev.kendall.cutover.Scope;
import dev.kendall.cutover.Side;
import dev.kendall.cutover.Stage;
import dev.kendall.cutover.Stages;
import dev.kendall.entity.EntityRef;
import dev.kendall.failure.Conflict;
import dev.kendall.testkit.SequentialIds;
import dev.kendall.testkit.TestClock;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several nodes of a cutover that share one database, at the same time, by the server's clock. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class CutoverNodesTest {
    private static final UserId ANNA = UserId.of("anna");
    private static final ThreadId HOME = ThreadId.of("home");
    private static final Scope PROFILE = new Scope.Row(EntityRef.of(ANNA));
    private static final Scope THREAD = new Scope.Row(EntityRef.of(ANNA, HOME));
    private static final Duration LEASE = Duration.ofMinutes(1);

    private PostgresStorage storage;
    private PostgresCutoverStore one;
    private PostgresCutoverStore other;

    @BeforeEach
    void open() {
        storage = (PostgresStorage) PostgresFixture.INSTANCE.open(TestClock.at(Instant.now()), new SequentialIds());
        CutoverPlan first = CutoverPlan.first(Stage.LIVE, "salt");
        one = PostgresCutoverStore.open(storage, first);
        other = PostgresCutoverStore.open(PostgresStorage.open(PostgresFixture.dataSource()), first);
    }

    private Writer writer() {
        return new Writer(ANNA, Side.NEW, one.plan().epoch());
    }

    private static void settle(PostgresCutoverStore store, Claim claim) {
        store.debts().release(claim, new ClaimResult(claim.debts(), List.of(), Set.of()));
    }

    @Test
    void a_cutover_is_found_once_it_was_begun() {
        assertThat(PostgresCutoverStore.find(storage).map(store -> store.plan().stages()))
                .contains(Stages.all(Stage.LIVE));
        PostgresFixture.empty();
        assertThat(PostgresCutoverStore.find(storage)).isEmpty();
    }

    @Test
    void another_first_plan_changes_nothing() {
        CutoverPlan off = CutoverPlan.first(Stage.OFF, "other");
        assertThat(PostgresCutoverStore.open(storage, off).plan()).isEqualTo(one.plan());
    }

    @Test
    void a_transaction_does_not_mind_that_a_copier_settles_debts_of_its_user() {
        storage.inTransaction(tx -> one.journal().mark(tx, Set.of(THREAD), writer()));
        boolean marked = storage.inTransaction(tx -> {
            tx.chat().append(ANNA, HOME, NewMessage.user("hello"));
            Claim claim = other.debts().claim(10, LEASE).orElseThrow();
            settle(other, claim);
            assertThat(other.debts().status().total()).isZero();
            return one.journal().mark(tx, Set.of(THREAD, PROFILE), writer());
        });
        assertThat(marked).isTrue();
        assertThat(other.debts().list(ANNA)).containsExactlyInAnyOrder(THREAD, PROFILE);
    }

    @Test
    void a_plan_changes_after_the_transactions_that_go_by_the_one_before() throws Exception {
        CompletableFuture<Boolean> published = new CompletableFuture<>();
        storage.inTransaction(tx -> {
            assertThat(one.journal().mark(tx, Set.of(PROFILE), writer())).isTrue();
            CutoverPlan next = one.plan().with(Stages.all(Stage.DUAL_WRITE), Instant.EPOCH, Instant.EPOCH);
            Thread publishing = new Thread(() -> published.complete(other.publish(next)));
            publishing.start();
            awaitLockWaiters(1);
            assertThat(published).isNotDone();
            return true;
        });
        assertThat(published.get(30, TimeUnit.SECONDS)).isTrue();
        // The user's debt was entered before, and so keeps the user where the data is.
        assertThat(other.journal().home(ANNA).side()).isEqualTo(Side.NEW);
        settle(other, other.debts().claim(10, LEASE).orElseThrow());
        assertThat(one.journal().home(ANNA).side()).isEqualTo(Side.OLD);
    }

    @Test
    void a_user_is_not_moved_while_a_transaction_marks() throws Exception {
        storage.inTransaction(tx -> one.journal().mark(tx, Set.of(PROFILE), writer()));
        settle(one, one.debts().claim(10, LEASE).orElseThrow());
        Instant soon = Instant.now().plusMillis(1_500);
        assertThat(one.publish(one.plan().with(Stages.all(Stage.DUAL_WRITE), Instant.now(), soon)))
                .isTrue();
        CompletableFuture<Side> home = new CompletableFuture<>();
        storage.inTransaction(tx -> {
            assertThat(one.journal().mark(tx, Set.of(PROFILE), writer())).isTrue();
            while (!other.plan().isEffective(Instant.now().minusMillis(100))) {
                LockSupport.parkNanos(20_000_000);
            }
            new Thread(() -> home.complete(other.journal().home(ANNA).side())).start();
            awaitLockWaiters(1);
            return true;
        });
        assertThat(home.get(30, TimeUnit.SECONDS)).isEqualTo(Side.NEW);
    }

    /** A transaction of an older snapshot than the plan fails, and can be run again. */
    @Test
    void a_transaction_that_began_before_the_plan_changed_is_run_again() {
        AtomicInteger runs = new AtomicInteger();
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> storage.inTransaction(tx -> {
                    tx.users().find(ANNA);
                    if (runs.incrementAndGet() == 1) {
                        CutoverPlan next = one.plan().with(Stages.all(Stage.RAMP_DOWN), Instant.EPOCH, Instant.EPOCH);
                        assertThat(other.publish(next)).isTrue();
                    }
                    return one.journal().mark(tx, Set.of(PROFILE), new Writer(ANNA, Side.NEW, 2));
                }));
        boolean marked = storage.inTransaction(tx -> one.journal().mark(tx, Set.of(PROFILE), writer()));
        assertThat(marked).isTrue();
    }

    @Test
    void of_an_erased_user_a_hash_is_left() throws SQLException {
        EntityRef user = EntityRef.of(ANNA);
        storage.inTransaction(tx -> one.journal().mark(tx, Scope.everything(ANNA), writer()));
        Claim thread = one.debts().claim(100, LEASE).orElseThrow();
        one.debts().release(thread, new ClaimResult(thread.debts(), List.of(), Set.of(EntityRef.of(ANNA, HOME))));
        one.debts().owe(ANNA, Set.of(PROFILE), Care.CAREFUL);
        Claim claim = one.debts().claim(100, LEASE).orElseThrow();
        one.debts().release(claim, new ClaimResult(claim.debts(), List.of(), Set.of(user)));
        assertThat(one.tombstones().find(ANNA, List.of(user, EntityRef.of(ANNA, HOME))))
                .containsExactly(user);
        assertThat(one.tombstones().count()).isEqualTo(1);
        assertThat(rowsThatHold("anna")).isEmpty();
        assertThat(rowsThatHold("home")).isEmpty();
    }

    private static List<String> rowsThatHold(String text) throws SQLException {
        List<String> found = new ArrayList<>();
        for (String table : List.of(
                "homes",
                "intents",
                "marks",
                "queue",
                "debts",
                "tombstones",
                "counters",
                "samples",
                "mismatches",
                "notes",
                "plan")) {
            query("select t::text from kendall.cutover_" + table + " t where t::text like '%" + text + "%'").stream()
                    .map(row -> table + ": " + row)
                    .forEach(found::add);
        }
        return found;
    }

    private static List<String> query(String sql) throws SQLException {
        try (Connection connection = PostgresFixture.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return Session.all(rows, row -> row.getString(1));
        }
    }

    private static void awaitLockWaiters(int count) {
        try {
            while (Long.parseLong(query("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                    + " and datname = current_database()")
                            .get(0))
                    < count) {
                LockSupport.parkNanos(20_000_000);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void what_is_counted_is_noted_once_a_minute() {
        one.observations().add(Map.of("a", 1L));
        other.observations().add(Map.of("a", 1L));
        List<CutoverSample> history = one.history();
        assertThat(history).hasSize(1);
        assertThat(history.get(0).counters()).isEqualTo(Map.of("a", 1L));
        assertThat(history.get(0).debts()).isZero();
        TestClock clock = TestClock.at(history.get(0).at().plusSeconds(61));
        PostgresCutoverStore later = PostgresCutoverStore.open(storage, one.plan(), clock);
        later.debts().owe(ANNA, Set.of(PROFILE), Care.CAREFUL);
        later.observations().add(Map.of("a", 5L));
        assertThat(other.history()).hasSize(2);
        CutoverSample second = other.history().get(1);
        assertThat(second.counters()).isEqualTo(Map.of("a", 7L));
        assertThat(second.toOld()).isEqualTo(1);
        assertThat(second.oldest()).isEqualTo(clock.instant());
    }

    /** Writers announce, confirm and mark on both nodes while copiers of both claim: everything is owed once more than it was settled. */
    @Test
    void two_nodes_at_once_lose_nothing_and_copy_for_one_user_one_after_the_other() throws Exception {
        List<PostgresCutoverStore> nodes = List.of(one, other);
        List<UserId> users =
                IntStream.range(0, 4).mapToObj(i -> UserId.of("u" + i)).toList();
        Map<Scope, Integer> written = new ConcurrentHashMap<>();
        Map<Scope, Integer> copied = new ConcurrentHashMap<>();
        Set<UserId> claimed = ConcurrentHashMap.newKeySet();
        AtomicBoolean writing = new AtomicBoolean(true);
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int w = 0; w < 4; w++) {
                int worker = w;
                writers.add(threads.submit((Callable<Void>) () -> {
                    for (int i = 0; i < 60; i++) {
                        write(nodes.get(i % 2), users.get((i + worker) % 4), worker, i, written);
                    }
                    return null;
                }));
            }
            List<Future<?>> copiers = new ArrayList<>();
            for (PostgresCutoverStore node : nodes) {
                copiers.add(threads.submit((Callable<Void>) () -> {
                    Optional<Claim> claim = node.debts().claim(5, LEASE);
                    while (writing.get() || claim.isPresent()) {
                        claim.ifPresent(each -> {
                            assertThat(claimed.add(each.user()))
                                    .as("claimed by one")
                                    .isTrue();
                            each.debts().stream().map(Debt::scope).forEach(scope -> {
                                Integer now = written.get(scope);
                                copied.put(scope, now == null ? 0 : now);
                            });
                            claimed.remove(each.user());
                            settle(node, each);
                        });
                        claim = node.debts().claim(5, LEASE);
                    }
                    return null;
                }));
            }
            for (Future<?> each : writers) {
                each.get(2, TimeUnit.MINUTES);
            }
            writing.set(false);
            for (Future<?> each : copiers) {
                each.get(2, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(one.debts().status().total()).isZero();
        assertThat(copied).containsAllEntriesOf(written);
    }

    /** The authority is a map; it is written between announcing and confirming, or in the transaction that marks. */
    private void write(PostgresCutoverStore node, UserId user, int worker, int i, Map<Scope, Integer> authority) {
        Scope scope = new Scope.Row(EntityRef.of(user, ThreadId.of("t" + i % 3)));
        if (worker % 2 == 0) {
            Intent intent = node.journal().begin(user, Set.of(scope), 1).orElseThrow();
            authority.merge(scope, 1, Integer::sum);
            assertThat(node.journal().confirm(intent, Set.of(scope))).isTrue();
            return;
        }
        for (boolean done = false; !done; ) {
            try {
                authority.merge(scope, 1, Integer::sum);
                done = storage.inTransaction(
                        tx -> one.journal().mark(tx, Set.of(scope), new Writer(user, Side.NEW, 1)));
            } catch (Conflict e) {
                // Another one wrote the user's first row: again.
            }
        }
    }
}
