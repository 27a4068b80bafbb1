package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.kendall.cutover.BackfillProgress;
import dev.kendall.cutover.Claim;
import dev.kendall.cutover.ClaimResult;
import dev.kendall.cutover.ClaimResult.Later;
import dev.kendall.cutover.CutoverPlan;
import dev.kendall.cutover.CutoverStore;
import dev.kendall.cutover.DeadLetter;
import dev.kendall.cutover.Debt;
import dev.kendall.cutover.DebtStatus;
import dev.kendall.cutover.Debts.Care;
import dev.kendall.cutover.Home;
import dev.kendall.cutover.Intent;
import dev.kendall.cutover.Journal.Writer;
import dev.kendall.cutover.Mismatch;
import dev.kendall.cutover.Observations;
import dev.kendall.cutover.Part;
import dev.kendall.cutover.Ramp;
import dev.kendall.cutover.Scope;
import dev.kendall.cutover.Side;
import dev.kendall.cutover.Stage;
import dev.kendall.cutover.Stages;
import dev.kendall.cutover.Verified;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link CutoverStore} keeps. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
public abstract class CutoverStoreContract {
    private static final UserId ANNA = UserId.of("anna");
    private static final UserId BEN = UserId.of("ben");
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Scope PROFILE = new Scope.Row(EntityRef.of(ANNA));
    private static final Scope HOME = new Scope.Row(EntityRef.of(ANNA, ThreadId.of("home")));
    private static final Scope CONTACTS = new Scope.Kind(ANNA, EntityKind.CONTACT);
    private static final Scope BENS = new Scope.Row(EntityRef.of(BEN));

    /** The store's clock. */
    protected final TestClock clock = TestClock.at("2026-03-02T12:00:00.123456Z");

    private CutoverStore store;

    /** For suites of hosts and backends, too. */
    protected CutoverStoreContract() {}

    /** A store that holds nothing but this plan, and takes all its times from {@link #clock}. */
    protected abstract CutoverStore open(CutoverPlan first);

    /** The same store as another node sees it. Default: itself. */
    protected CutoverStore reopen(CutoverStore store) {
        return store;
    }

    /** A storage whose transactions the journal joins; empty where it joins none. */
    protected Optional<TransactionalStorage> joined() {
        return Optional.empty();
    }

    @BeforeEach
    final void openStore() {
        store = open(CutoverPlan.first(Stage.DUAL_WRITE, "salt"));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private CutoverPlan publish(Stages stages, Duration delay) {
        CutoverPlan next = store.plan().with(stages, now(), now().plus(delay));
        assertThat(store.publish(next)).isTrue();
        return next;
    }

    private Intent begin(Scope... scopes) {
        return store.journal()
                .begin(scopes[0].user(), Set.of(scopes), store.plan().epoch())
                .orElseThrow();
    }

    private void owe(Scope... scopes) {
        store.debts().owe(scopes[0].user(), Set.of(scopes), Care.CAREFUL);
    }

    private Claim claim() {
        return store.debts().claim(10, LEASE).orElseThrow();
    }

    private boolean settle(Claim claim) {
        return store.debts().release(claim, new ClaimResult(claim.debts(), List.of(), Set.of()));
    }

    @Test
    @ContractRule("CUT-1")
    void the_plan_is_the_one_that_was_published_last_with_all_it_says() {
        Stages stages = Stages.all(Stage.SHADOW)
                .part(Part.CHAT, Stage.DUAL_WRITE)
                .user(UserId.of("ünal \" 1"), Stage.LIVE)
                .ramp(new Ramp(Stage.LIVE, 100));
        CutoverPlan next = publish(stages, Duration.ofMinutes(1));
        assertThat(store.plan()).isEqualTo(next);
        assertThat(reopen(store).plan()).isEqualTo(next);
        assertThat(next.stages()).isEqualTo(stages);
        assertThat(next.former()).containsExactly(Stages.all(Stage.DUAL_WRITE));
    }

    @Test
    @ContractRule("CUT-2")
    void of_two_who_publish_on_the_same_plan_one_wins() throws Exception {
        CutoverPlan first = store.plan().kill(now());
        CutoverPlan second = store.plan().with(Stages.all(Stage.SHADOW), now(), now());
        List<Boolean> published =
                atOnce(List.of(() -> store.publish(first), () -> store.publish(second), () -> store.publish(first)));
        assertThat(published).containsOnlyOnce(true);
        assertThat(store.plan().epoch()).isEqualTo(2);
        assertThat(store.publish(store.plan())).isFalse();
    }

    @Test
    @ContractRule("CUT-3")
    void nobody_announces_a_write_by_an_older_plan() {
        long old = store.plan().epoch();
        assertThat(begin(PROFILE).authority()).isEqualTo(Side.OLD);
        publish(Stages.all(Stage.SHADOW), Duration.ZERO);
        assertThat(store.journal().begin(ANNA, Set.of(PROFILE), old)).isEmpty();
        assertThat(store.debts().status().announced()).isEqualTo(1);
        Intent intent = begin(PROFILE, HOME);
        assertThat(intent.begun()).isEqualTo(now());
        assertThat(intent.scopes()).containsExactlyInAnyOrder(PROFILE, HOME);
        assertThat(reopen(store).debts().list(ANNA)).containsExactlyInAnyOrder(PROFILE, HOME);
    }

    @Test
    @ContractRule("CUT-4")
    void a_user_stays_where_announced_writes_and_debts_lead_away_from() {
        Intent intent = begin(PROFILE);
        publish(Stages.all(Stage.LIVE), Duration.ZERO);
        long epoch = store.plan().epoch();
        assertThat(store.journal().home(ANNA)).isEqualTo(new Home(Side.OLD, false, epoch));
        assertThat(store.journal().home(BEN)).isEqualTo(new Home(Side.NEW, true, epoch));
        assertThat(store.debts().status().waiting()).isEqualTo(1);
        assertThat(store.journal().confirm(intent, Set.of(PROFILE))).isTrue();
        assertThat(store.journal().home(ANNA).side()).isEqualTo(Side.OLD);
        assertThat(begin(HOME).authority()).isEqualTo(Side.OLD);
        store.debts().sweep(Duration.ofNanos(-1_000));
        settle(claim());
        assertThat(store.journal().home(ANNA)).isEqualTo(new Home(Side.NEW, true, epoch));
        assertThat(store.debts().status().waiting()).isZero();
        assertThat(begin(PROFILE).authority()).isEqualTo(Side.NEW);
        assertThat(store.journal().home(ANNA).settled()).isTrue();
    }

    @Test
    @ContractRule("CUT-4")
    void a_plan_moves_nobody_before_it_takes_effect() {
        publish(Stages.all(Stage.LIVE), Duration.ofMinutes(1));
        long epoch = store.plan().epoch();
        assertThat(store.journal().home(ANNA)).isEqualTo(new Home(Side.OLD, false, epoch));
        assertThat(begin(BENS).authority()).isEqualTo(Side.OLD);
        clock.advance(Duration.ofMinutes(1));
        assertThat(store.journal().home(ANNA)).isEqualTo(new Home(Side.NEW, true, epoch));
        assertThat(store.journal().home(BEN)).isEqualTo(new Home(Side.OLD, false, epoch));
    }

    @Test
    @ContractRule("CUT-5")
    void an_announced_write_is_taken_back() {
        Intent intent = begin(PROFILE);
        store.journal().cancel(intent);
        store.journal().cancel(intent);
        assertThat(store.debts().list(ANNA)).isEmpty();
        assertThat(store.debts().status().announced()).isZero();
        assertThat(store.debts().sweep(Duration.ofNanos(-1_000))).isZero();
    }

    @Test
    @ContractRule("CUT-6")
    void what_is_confirmed_is_owed_and_nothing_else() {
        assertThat(store.journal().confirm(begin(CONTACTS), Set.of(HOME))).isTrue();
        Claim first = claim();
        assertThat(first.user()).isEqualTo(ANNA);
        assertThat(first.from()).isEqualTo(Side.OLD);
        assertThat(first.debts()).containsExactly(new Debt(HOME, 1, false, 0, now()));
        assertThat(store.journal().confirm(begin(HOME), Set.of(HOME))).isTrue();
        settle(first);
        clock.advance(Duration.ofSeconds(1));
        assertThat(claim().debts()).containsExactly(new Debt(HOME, 2, false, 0, now().minusSeconds(1)));
    }

    @Test
    @ContractRule("CUT-7")
    void a_write_that_was_swept_counts_as_long_as_its_user_has_not_moved() {
        Intent slow = begin(PROFILE);
        clock.advance(Duration.ofMinutes(5));
        assertThat(store.debts().sweep(Duration.ofMinutes(2))).isEqualTo(1);
        settle(claim());
        assertThat(store.journal().confirm(slow, Set.of(PROFILE))).isTrue();
        assertThat(claim().debts()).extracting(Debt::scope).containsExactly(PROFILE);
    }

    @Test
    @ContractRule("CUT-7")
    void a_write_that_comes_after_its_user_has_moved_does_not_count_and_is_undone() {
        Intent slow = begin(PROFILE);
        clock.advance(Duration.ofMinutes(5));
        store.debts().sweep(Duration.ofMinutes(2));
        settle(claim());
        publish(Stages.all(Stage.LIVE), Duration.ZERO);
        assertThat(store.journal().confirm(slow, Set.of(PROFILE))).isFalse();
        Claim undoing = claim();
        assertThat(undoing.from()).isEqualTo(Side.NEW);
        assertThat(undoing.debts()).containsExactly(new Debt(PROFILE, 1, true, 0, now()));
    }

    @Test
    @ContractRule("CUT-8")
    void what_is_marked_is_owed_when_and_only_when_the_transaction_commits() {
        Optional<TransactionalStorage> joined = joined();
        if (joined.isEmpty()) {
            assertThat(joinsNothing()).isTrue();
            return;
        }
        TransactionalStorage storage = joined.get();
        assertThat(store.journal().joins(storage)).isTrue();
        Writer writer = new Writer(ANNA, Side.OLD, store.plan().epoch());
        assertThat(marked(storage, HOME, writer)).isTrue();
        assertThat(claim().debts()).extracting(Debt::scope).containsExactly(HOME);
        Throwable failure = catchThrowable(() -> storage.inTransaction(transaction -> {
            store.journal().mark(transaction, Set.of(PROFILE), writer);
            throw new IllegalStateException("the work fails");
        }));
        assertThat(failure).isInstanceOf(IllegalStateException.class);
        assertThat(store.debts().list(ANNA)).containsExactly(HOME);
        Writer elsewhere = new Writer(ANNA, Side.NEW, store.plan().epoch());
        assertThat(marked(storage, HOME, elsewhere)).isFalse();
        publish(Stages.all(Stage.SHADOW), Duration.ZERO);
        assertThat(marked(storage, HOME, writer)).isFalse();
        // A user who was on the old side and owes nothing moves with the first mark, too.
        store.journal().cancel(begin(BENS));
        CutoverPlan live = publish(Stages.all(Stage.LIVE), Duration.ZERO);
        assertThat(marked(storage, BENS, new Writer(BEN, Side.NEW, live.epoch())))
                .isTrue();
    }

    private boolean marked(TransactionalStorage storage, Scope scope, Writer writer) {
        return storage.inTransaction(transaction -> store.journal().mark(transaction, Set.of(scope), writer));
    }

    private boolean joinsNothing() {
        try (var storage = InMemoryStorage.create()) {
            return !store.journal().joins(storage);
        }
    }

    @Test
    @ContractRule("CUT-9")
    void what_is_owed_is_owed_away_from_the_users_home() {
        Stages rampDown = Stages.all(Stage.DUAL_WRITE).user(BEN, Stage.RAMP_DOWN);
        publish(rampDown, Duration.ZERO);
        owe(PROFILE, CONTACTS);
        clock.advance(Duration.ofSeconds(1));
        owe(BENS);
        DebtStatus status = store.debts().status();
        assertThat(status).isEqualTo(new DebtStatus(2, 1, now().minusSeconds(1), 0, 0, 0, now()));
        assertThat(status.total()).isEqualTo(3);
        assertThat(store.debts().list(ANNA)).containsExactlyInAnyOrder(PROFILE, CONTACTS);
        store.debts().owe(ANNA, Set.of(PROFILE), Care.HEALING);
        owe(PROFILE);
        assertThat(claim().debts())
                .containsExactly(
                        new Debt(PROFILE, 3, true, 0, now().minusSeconds(1)),
                        new Debt(CONTACTS, 1, false, 0, now().minusSeconds(1)));
    }

    @Test
    @ContractRule("CUT-9")
    void every_scope_comes_back_as_it_was() {
        Set<Scope> scopes = Set.of(
                PROFILE,
                HOME,
                CONTACTS,
                new Scope.MessagesIn(ANNA, ThreadId.of("a b:c \"ü\"")),
                new Scope.Row(EntityRef.of(ANNA, ThreadId.of("row 1"))),
                new Scope.Link(ANNA, ExternalId.of("crm/my 12:34", "x:y z")),
                new Scope.Row(new EntityRef(
                        ANNA, EntityKind.MEMORY, SequentialIds.at(7).toString())));
        store.debts().owe(ANNA, scopes, Care.CAREFUL);
        assertThat(store.debts().list(ANNA)).isEqualTo(scopes);
        assertThat(scopes)
                .allSatisfy(scope -> assertThat(Scope.of(ANNA, scope.key())).isEqualTo(scope));
        assertThat(store.debts().list(BEN)).isEmpty();
    }

    @Test
    @ContractRule("CUT-10")
    void the_user_whose_debts_are_due_longest_comes_first_and_nobody_twice() {
        owe(BENS);
        clock.advance(Duration.ofSeconds(1));
        Scope message = new Scope.Row(
                new EntityRef(ANNA, EntityKind.MESSAGE, SequentialIds.at(1).toString()));
        owe(message, CONTACTS, HOME, PROFILE);
        assertThat(claim().user()).isEqualTo(BEN);
        Claim annas = store.debts().claim(3, LEASE).orElseThrow();
        assertThat(annas.debts()).extracting(Debt::scope).containsExactly(PROFILE, HOME, message);
        assertThat(annas.takenOver()).isFalse();
        assertThat(annas.until()).isEqualTo(now().plus(LEASE));
        assertThat(store.debts().claim(10, LEASE)).isEmpty();
        settle(annas);
        assertThat(claim().debts()).extracting(Debt::scope).containsExactly(CONTACTS);
    }

    @Test
    @ContractRule("CUT-10")
    void a_claim_that_is_never_given_back_is_taken_over() {
        owe(PROFILE);
        Claim lost = claim();
        clock.advance(LEASE.minusSeconds(1));
        assertThat(store.debts().extend(lost, LEASE)).isTrue();
        clock.advance(LEASE.minusSeconds(1));
        assertThat(store.debts().claim(10, LEASE)).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        Claim next = claim();
        assertThat(next.takenOver()).isTrue();
        assertThat(store.debts().extend(lost, LEASE)).isFalse();
        settle(next);
        owe(PROFILE);
        assertThat(claim().takenOver()).isFalse();
    }

    @Test
    @ContractRule("CUT-10")
    void of_many_copiers_at_once_one_gets_a_users_debts() throws Exception {
        IntStream.range(0, 4).forEach(i -> owe(new Scope.Row(EntityRef.of(UserId.of("u" + i)))));
        List<Callable<Optional<Claim>>> copiers = new ArrayList<>();
        IntStream.range(0, 8).forEach(i -> copiers.add(() -> store.debts().claim(10, LEASE)));
        List<UserId> users = atOnce(copiers).stream()
                .flatMap(Optional::stream)
                .map(Claim::user)
                .toList();
        assertThat(users).doesNotHaveDuplicates();
        List<UserId> all = new ArrayList<>(users);
        for (Optional<Claim> more = store.debts().claim(10, LEASE);
                more.isPresent();
                more = store.debts().claim(10, LEASE)) {
            all.add(more.get().user());
        }
        assertThat(all).doesNotHaveDuplicates().hasSize(4);
    }

    @Test
    @ContractRule("CUT-11")
    void what_was_owed_again_meanwhile_stays_owed() {
        owe(PROFILE, HOME);
        Claim claim = claim();
        owe(HOME);
        assertThat(settle(claim)).isTrue();
        assertThat(store.debts().list(ANNA)).containsExactly(HOME);
        assertThat(claim().debts()).extracting(Debt::generation).containsExactly(2L);
    }

    @Test
    @ContractRule("CUT-11")
    void what_failed_is_due_later_and_given_up_in_the_end() {
        owe(PROFILE, HOME);
        Claim claim = claim();
        store.debts()
                .release(
                        claim,
                        new ClaimResult(
                                List.of(),
                                List.of(
                                        new Later(claim.debts().get(0), 1, Duration.ofSeconds(9), "away"),
                                        new Later(claim.debts().get(1), 3, null, "refused")),
                                Set.of()));
        assertThat(store.debts().claim(10, LEASE)).isEmpty();
        assertThat(store.debts().status().dead()).isEqualTo(1);
        assertThat(store.debts().status().toNew()).isEqualTo(2);
        assertThat(store.debts().listDead(10))
                .containsExactly(new DeadLetter(new Debt(HOME, 1, false, 3, now()), "refused"));
        clock.advance(Duration.ofSeconds(9));
        Claim again = claim();
        assertThat(again.debts()).extracting(Debt::scope).containsExactly(PROFILE);
        assertThat(again.debts()).extracting(Debt::attempts).containsExactly(1);
        settle(again);
        assertThat(store.debts().replay()).isEqualTo(1);
        assertThat(claim().debts()).extracting(Debt::attempts).containsExactly(0);
    }

    @Test
    @ContractRule("CUT-11")
    void a_dead_letter_that_is_owed_again_lives() {
        owe(PROFILE);
        Claim claim = claim();
        Later dead = new Later(claim.debts().get(0), 5, null, "refused");
        store.debts().release(claim, new ClaimResult(List.of(), List.of(dead), Set.of()));
        owe(PROFILE);
        assertThat(store.debts().listDead(10)).isEmpty();
        assertThat(claim().debts()).containsExactly(new Debt(PROFILE, 2, false, 0, now()));
    }

    @Test
    @ContractRule("CUT-12")
    void a_claim_that_comes_back_too_late_is_done_again() {
        owe(PROFILE);
        Claim slow = claim();
        clock.advance(LEASE);
        settle(claim());
        assertThat(store.debts().list(ANNA)).isEmpty();
        publish(Stages.all(Stage.LIVE), Duration.ZERO);
        assertThat(settle(slow)).isFalse();
        Claim again = claim();
        assertThat(again.from()).isEqualTo(Side.NEW);
        assertThat(again.debts()).extracting(Debt::scope).containsExactly(PROFILE);
    }

    @Test
    @ContractRule("CUT-13")
    void announced_writes_are_swept_when_they_are_old() {
        begin(CONTACTS, PROFILE);
        clock.advance(Duration.ofMinutes(2));
        begin(BENS);
        assertThat(store.debts().sweep(Duration.ofMinutes(2))).isZero();
        clock.advance(Duration.ofSeconds(1));
        assertThat(store.debts().sweep(Duration.ofMinutes(2))).isEqualTo(1);
        assertThat(store.debts().status().announced()).isEqualTo(1);
        assertThat(claim().debts()).extracting(Debt::scope).containsExactly(PROFILE, CONTACTS);
    }

    @Test
    @ContractRule("CUT-14")
    void tombstones_are_found_until_they_are_forgotten() {
        EntityRef thread = EntityRef.of(ANNA, ThreadId.of("home"));
        owe(HOME);
        Claim claim = claim();
        store.debts().release(claim, new ClaimResult(claim.debts(), List.of(), Set.of(thread)));
        assertThat(store.tombstones().find(ANNA, List.of(thread, EntityRef.of(ANNA))))
                .containsExactly(thread);
        assertThat(store.tombstones().find(BEN, List.of(EntityRef.of(BEN)))).isEmpty();
        assertThat(store.tombstones().count()).isEqualTo(1);
        clock.advance(Duration.ofDays(1));
        assertThat(store.tombstones().forget(Duration.ofDays(1))).isZero();
        clock.advance(Duration.ofSeconds(1));
        assertThat(store.tombstones().forget(Duration.ofDays(1))).isEqualTo(1);
        assertThat(store.tombstones().count()).isZero();
    }

    @Test
    @ContractRule("CUT-15")
    void counters_add_up_over_all_nodes() throws Exception {
        List<Callable<Boolean>> nodes = new ArrayList<>();
        IntStream.range(0, 8)
                .forEach(i -> nodes.add(() -> {
                    store.observations().add(Map.of("a", 1L, "b/c", 10L));
                    return true;
                }));
        atOnce(nodes);
        reopen(store).observations().add(Map.of("b/c", -1L));
        assertThat(store.observations().counters()).isEqualTo(Map.of("a", 8L, "b/c", 79L));
        store.observations().clear();
        assertThat(store.observations().counters()).isEmpty();
    }

    @Test
    @ContractRule("CUT-15")
    void the_latest_mismatches_are_kept() {
        Mismatch first = new Mismatch(now(), EntityKind.CONTACT, "tags", "abcdef012345");
        store.observations().report(List.of(first));
        List<Mismatch> many = IntStream.range(0, Observations.MAX_MISMATCHES)
                .mapToObj(i -> new Mismatch(now().plusSeconds(i + 1), EntityKind.MESSAGE, "text", "f" + i))
                .toList();
        store.observations().report(many.subList(0, 10));
        assertThat(store.observations().listMismatches(100)).hasSize(11).endsWith(first);
        assertThat(store.observations().listMismatches(1)).containsExactly(many.get(9));
        store.observations().report(many.subList(10, many.size()));
        assertThat(store.observations().listMismatches(Observations.MAX_MISMATCHES))
                .hasSize(Observations.MAX_MISMATCHES)
                .doesNotContain(first);
        store.observations().clear();
        assertThat(store.observations().listMismatches(1)).isEmpty();
    }

    @Test
    @ContractRule("CUT-16")
    void the_progress_of_a_backfill_and_the_latest_comparison_are_kept() {
        assertThat(store.findBackfill()).isEmpty();
        assertThat(store.findVerified()).isEmpty();
        BackfillProgress begun = new BackfillProgress(1, Side.OLD, null, 0, false, now());
        BackfillProgress done = new BackfillProgress(3, Side.NEW, ANNA, 12, true, now());
        store.save(begun);
        assertThat(store.findBackfill()).contains(begun);
        store.save(done);
        assertThat(reopen(store).findBackfill()).contains(done);
        Verified verified = new Verified(now(), 1_000, 3);
        store.save(verified);
        assertThat(reopen(store).findVerified()).contains(verified);
    }

    private static <R> List<R> atOnce(List<Callable<R>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            List<R> results = new ArrayList<>();
            for (Future<R> each : threads.invokeAll(work)) {
                results.add(each.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
