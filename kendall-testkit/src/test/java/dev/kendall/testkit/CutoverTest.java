package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.chat.NewMessage;
import dev.kendall.cutover.BackfillProgress;
import dev.kendall.cutover.Claim;
import dev.kendall.cutover.ClaimResult;
import dev.kendall.cutover.ClaimResult.Later;
import dev.kendall.cutover.Cutover;
import dev.kendall.cutover.Cutover.Force;
import dev.kendall.cutover.CutoverPlan;
import dev.kendall.cutover.CutoverStatus;
import dev.kendall.cutover.CutoverWorker;
import dev.kendall.cutover.Debts.Care;
import dev.kendall.cutover.Decision;
import dev.kendall.cutover.DualWriteStorage;
import dev.kendall.cutover.Gate;
import dev.kendall.cutover.GateOptions;
import dev.kendall.cutover.InMemoryCutoverStore;
import dev.kendall.cutover.Part;
import dev.kendall.cutover.Ramp;
import dev.kendall.cutover.Scope;
import dev.kendall.cutover.Side;
import dev.kendall.cutover.Stage;
import dev.kendall.cutover.Stages;
import dev.kendall.cutover.Verified;
import dev.kendall.entity.EntityRef;
import dev.kendall.json.DomainJson;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.replica.ReplicaStorage;
import dev.kendall.replica.RowStore;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** How a cutover is steered: gates, ramps, the kill switch, and the way there and back. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CutoverTest {
    private static final UserId ANNA = UserId.of("anna");
    private static final UserId BEN = UserId.of("ben");
    private static final ThreadId HOME = ThreadId.of("home");
    private static final Duration DELAY = Duration.ofMinutes(1);

    private final TestClock clock = TestClock.at("2026-03-02T12:00:00Z");
    private final SequentialIds ids = new SequentialIds();
    private final InMemoryStorage old =
            InMemoryStorage.builder().clock(clock).ids(ids).build();
    private final InMemoryStorage replacement =
            InMemoryStorage.builder().clock(clock).ids(ids).build();

    private InMemoryCutoverStore store = InMemoryCutoverStore.of(CutoverPlan.first(Stage.OFF, "salt"), clock);
    private Cutover cutover = new Cutover(store, GateOptions.defaults());
    private DualWriteStorage storage = storage();

    private DualWriteStorage storage() {
        return DualWriteStorage.builder(old, replacement, store)
                .clock(clock)
                .ids(ids)
                .build();
    }

    private void begin(Stage stage) {
        store = InMemoryCutoverStore.of(CutoverPlan.first(stage, "salt"), clock);
        cutover = new Cutover(store, GateOptions.defaults());
        storage = storage();
    }

    private void say(UserId user, String text) {
        storage.chat().append(user, HOME, NewMessage.user(text));
    }

    private void work() {
        for (int i = 0; i < 3; i++) {
            CutoverWorker.of(storage).runOnce();
        }
    }

    private Set<Gate.Name> shut(Decision decision) {
        return decision.shut().stream().map(Gate::name).collect(Collectors.toSet());
    }

    /** Everything that the gates before the new authority ask for. */
    private void prepare() {
        cutover.backfill();
        work();
        cutover.verified(new Verified(clock.instant(), 10, 0));
        store.observations().add(Map.of("shadow/compared", 1_000L));
    }

    @Test
    void a_whole_cutover_goes_there_and_back_and_loses_nothing() {
        say(ANNA, "from before");
        assertThat(cutover.advance(Force.NEVER).done()).isTrue();
        clock.advance(DELAY);
        say(ANNA, "with both");
        cutover.backfill();
        work();
        assertThat(Replicas.differences(old, replacement)).isEmpty();
        assertThat(cutover.advance(Force.NEVER).plan().stages().everyone()).isEqualTo(Stage.SHADOW);
        clock.advance(DELAY);
        work();
        prepare();
        assertThat(cutover.advance(Force.NEVER).plan().stages().everyone()).isEqualTo(Stage.LIVE);
        say(ANNA, "before it takes effect");
        assertThat(old.chat().list(ANNA, HOME, PageRequest.first(10)).items()).hasSize(3);
        clock.advance(DELAY);
        say(ANNA, "held by the debt before");
        assertThat(old.chat().list(ANNA, HOME, PageRequest.first(10)).items()).hasSize(4);
        work();
        say(ANNA, "on the new side");
        assertThat(old.chat().list(ANNA, HOME, PageRequest.first(10)).items()).hasSize(4);
        assertThat(storage.chat().list(ANNA, HOME, PageRequest.first(10)).items())
                .hasSize(5);
        work();
        assertThat(store.plan().former()).isEmpty();
        assertThat(Replicas.differences(old, replacement)).isEmpty();
        assertThat(cutover.rollback(Force.NEVER).done()).isTrue();
        clock.advance(DELAY);
        work();
        say(ANNA, "back on the old side");
        assertThat(old.chat().list(ANNA, HOME, PageRequest.first(10)).items()).hasSize(6);
        assertThat(replacement.chat().list(ANNA, HOME, PageRequest.first(10)).items())
                .hasSize(5);
        work();
        assertThat(Replicas.differences(old, replacement)).isEmpty();
    }

    @Test
    void every_gate_before_the_new_authority_refuses_for_its_reason() {
        begin(Stage.SHADOW);
        Decision nothing = cutover.advance(Force.NEVER);
        assertThat(nothing.done()).isFalse();
        assertThat(shut(nothing))
                .containsExactlyInAnyOrder(Gate.Name.BACKFILL, Gate.Name.VERIFIED, Gate.Name.MISMATCHES);
        assertThat(store.plan().epoch()).isEqualTo(1);
        prepare();
        assertThat(cutover.status().gates()).isNotEmpty().allMatch(Gate::open);

        say(ANNA, "owed");
        clock.advance(Duration.ofMinutes(2));
        assertThat(shut(cutover.advance(Force.NEVER))).containsExactly(Gate.Name.DEBTS);
        Claim claim = store.debts().claim(10, Duration.ofMinutes(1)).orElseThrow();
        List<Later> dead = claim.debts().stream()
                .map(debt -> new Later(debt, 10, null, "refused"))
                .toList();
        store.debts().release(claim, new ClaimResult(List.of(), dead, Set.of()));
        Decision withDead = cutover.advance(Force.NEVER);
        assertThat(shut(withDead)).containsExactlyInAnyOrder(Gate.Name.DEBTS, Gate.Name.DEAD_LETTERS);
        assertThat(withDead.shut())
                .extracting(Gate::reason)
                .anyMatch(reason -> reason.startsWith("2 debts were given up"));
        assertThat(cutover.replay()).isEqualTo(2);
        work();

        cutover.verified(new Verified(clock.instant(), 10, 1));
        assertThat(shut(cutover.advance(Force.NEVER))).containsExactly(Gate.Name.VERIFIED);
        cutover.verified(new Verified(clock.instant().minus(Duration.ofDays(2)), 10, 0));
        assertThat(shut(cutover.advance(Force.NEVER))).containsExactly(Gate.Name.VERIFIED);
        cutover.verified(new Verified(clock.instant(), 10, 0));

        store.observations().add(Map.of("shadow/mismatched", 2L));
        assertThat(shut(cutover.advance(Force.NEVER))).containsExactly(Gate.Name.MISMATCHES);
        store.observations().add(Map.of("shadow/mismatched", -2L));

        cutover.kill();
        assertThat(shut(cutover.advance(Force.NEVER))).containsExactly(Gate.Name.NOT_KILLED);
        cutover.revive();

        assertThat(cutover.part(Part.CHAT, Stage.OFF, Force.NEVER).done()).isTrue();
        clock.advance(DELAY);
        work();
        assertThat(shut(cutover.advance(Force.NEVER))).contains(Gate.Name.PARTS);
    }

    private static Gate gate(Decision decision, Gate.Name name) {
        return decision.gates().stream()
                .filter(gate -> gate.name() == name)
                .findAny()
                .orElseThrow();
    }

    @Test
    void the_last_stage_waits_until_nothing_is_owed_but_what_is_just_being_written() {
        begin(Stage.RAMP_DOWN);
        say(ANNA, "owed");
        clock.advance(Duration.ofSeconds(61));
        cutover.verified(new Verified(clock.instant(), 10, 0));
        Decision late = cutover.advance(Force.NEVER);
        assertThat(shut(late)).containsExactly(Gate.Name.NOTHING_OWED);
        assertThat(gate(late, Gate.Name.NOTHING_OWED).reason())
                .isEqualTo(
                        "0 debts to the new side, of which there must be none, and 2 to the old one, of at most 100; the oldest of them 1 min 1 s"
                                + " of at most 1 min old");
        work();
        assertThat(cutover.status().gates())
                .allMatch(Gate::open)
                .extracting(Gate::reason)
                .contains("nothing is owed to either side");

        say(ANNA, "just now");
        clock.advance(Duration.ofSeconds(2));
        Decision young = cutover.advance(Force.NEVER);
        assertThat(young.done()).isTrue();
        assertThat(gate(young, Gate.Name.NOTHING_OWED).reason())
                .isEqualTo(
                        "nothing to the new side; 2 debts to the old one, the oldest 2 s old, and 0 announced writes will still be copied");
        say(ANNA, "before it takes effect");
        clock.advance(DELAY);
        work();
        assertThat(store.plan().former()).isEmpty();
        assertThat(cutover.status().debts().total()).isZero();
        assertThat(Replicas.differences(old, replacement)).isEmpty();
        say(ANNA, "on the new side alone");
        work();
        assertThat(cutover.status().debts().total()).isZero();
        assertThat(old.chat().list(ANNA, HOME, PageRequest.first(10)).items()).hasSize(3);
    }

    @Test
    void the_last_stage_does_not_begin_while_the_new_side_lacks_anything() {
        begin(Stage.DUAL_WRITE);
        say(ANNA, "on the old side alone");
        for (int i = 0; i < 3; i++) {
            cutover.advance(Force.OVERRIDE);
            clock.advance(DELAY);
        }
        assertThat(store.plan().stages().everyone()).isEqualTo(Stage.RAMP_DOWN);
        cutover.verified(new Verified(clock.instant(), 10, 0));
        Decision refused = cutover.advance(Force.NEVER);
        assertThat(shut(refused)).containsExactlyInAnyOrder(Gate.Name.SETTLED, Gate.Name.NOTHING_OWED);
        assertThat(gate(refused, Gate.Name.NOTHING_OWED).reason()).startsWith("2 debts to the new side");
        work();
        assertThat(shut(cutover.advance(Force.NEVER))).isEmpty();
    }

    @Test
    void the_last_stage_is_left_by_way_of_a_backfill() {
        begin(Stage.COMPLETE);
        say(ANNA, "on the new side alone");
        Decision first = cutover.rollback(Force.NEVER);
        assertThat(first.plan().stages().everyone()).isEqualTo(Stage.RAMP_DOWN);
        assertThat(first.plan().copiesAnew()).isTrue();
        clock.advance(DELAY);
        work();
        assertThat(cutover.rollback(Force.NEVER).plan().copiesAnew()).isFalse();
        clock.advance(DELAY);
        work();
        Decision early = cutover.rollback(Force.NEVER);
        assertThat(shut(early)).containsExactly(Gate.Name.BACKFILL);
        assertThat(old.users().find(ANNA)).isEmpty();
        cutover.backfill();
        work();
        assertThat(Replicas.differences(old, replacement)).isEmpty();
        assertThat(cutover.rollback(Force.NEVER).plan().stages().everyone()).isEqualTo(Stage.SHADOW);
    }

    @Test
    void a_worker_that_does_not_catch_up_tells_what_it_counted_all_the_same() {
        begin(Stage.DUAL_WRITE);
        RowStore slow = Tampering.with(RowStore.class, replacement.rows(), "find", call -> {
            clock.advance(Duration.ofSeconds(1));
            return call.proceed();
        });
        storage = DualWriteStorage.builder(
                        old, Tampering.with(ReplicaStorage.class, replacement, "rows", call -> slow), store)
                .clock(clock)
                .ids(ids)
                .build();
        for (int i = 10; i < 30; i++) {
            say(UserId.of("user " + i), "owed");
        }
        CutoverWorker worker = CutoverWorker.of(storage);
        assertThat(worker.runOnce().settled()).isBetween(2, 20);
        assertThat(cutover.status().writes(Side.OLD).calls()).isEqualTo(20);
        for (int i = 0; i < 40 && cutover.status().debts().total() > 0; i++) {
            worker.runOnce();
        }
        assertThat(Replicas.differences(old, replacement)).isEmpty();
    }

    @Test
    void gates_tell_times_as_people_do() {
        begin(Stage.SHADOW);
        prepare();
        clock.advance(Duration.ofMinutes(89).plusSeconds(59));
        say(ANNA, "owed");
        clock.advance(Duration.ofSeconds(61));
        assertThat(cutover.status().gates())
                .extracting(Gate::reason)
                .contains("no debt was given up", "0 differences in 10 rows, 1 h 31 min of at most 24 h ago")
                .anyMatch(reason ->
                        reason.endsWith("debts of at most 100, the oldest of them 1 min 1 s of at most 1 min old"));
    }

    @Test
    void force_changes_the_plan_and_says_what_it_overrode() {
        begin(Stage.SHADOW);
        Decision forced = cutover.advance(Force.OVERRIDE);
        assertThat(forced.done()).isTrue();
        assertThat(shut(forced)).contains(Gate.Name.VERIFIED);
        assertThat(store.plan().stages()).isEqualTo(Stages.all(Stage.LIVE));
    }

    @Test
    void a_change_waits_for_the_one_before() {
        begin(Stage.SHADOW);
        prepare();
        assertThat(cutover.ramp(100, Force.NEVER).done()).isTrue();
        store.observations().add(Map.of("shadow/compared", 1_000L));
        assertThat(shut(cutover.ramp(200, Force.NEVER))).containsExactly(Gate.Name.SETTLED);
        clock.advance(DELAY);
        assertThat(cutover.ramp(200, Force.NEVER).done()).isTrue();
        assertThat(shut(cutover.ramp(150, Force.NEVER))).contains(Gate.Name.ORDER);
    }

    @Test
    void a_backfill_that_is_older_than_the_double_writes_is_not_enough() {
        cutover.backfill();
        work();
        assertThat(store.findBackfill().map(BackfillProgress::done)).contains(true);
        cutover.advance(Force.NEVER);
        assertThatThrownBy(() -> cutover.backfill()).isInstanceOf(IllegalStateException.class);
        clock.advance(DELAY);
        Decision early = cutover.advance(Force.NEVER);
        assertThat(shut(early)).containsExactly(Gate.Name.BACKFILL);
        cutover.backfill();
        work();
        assertThat(cutover.advance(Force.NEVER).done()).isTrue();
    }

    @Test
    void a_larger_share_takes_in_more_users_and_lets_go_of_none() {
        CutoverPlan plan = CutoverPlan.first(Stage.SHADOW, "salt");
        List<UserId> users =
                IntStream.range(0, 2_000).mapToObj(i -> UserId.of("user " + i)).toList();
        Set<UserId> before = Set.of();
        for (int share : List.of(1, 100, 1_000, 5_000, Ramp.WHOLE)) {
            CutoverPlan next =
                    plan.with(plan.stages().ramp(new Ramp(Stage.LIVE, share)), clock.instant(), clock.instant());
            Set<UserId> taken = users.stream()
                    .filter(user -> next.stage(user) == Stage.LIVE)
                    .collect(Collectors.toSet());
            assertThat(taken).containsAll(before);
            assertThat((double) taken.size() / users.size())
                    .isBetween(share / 10_000.0 - 0.05, share / 10_000.0 + 0.05);
            before = taken;
        }
        assertThat(before).hasSize(users.size());
    }

    @Test
    void users_on_both_sides_are_listed_once_and_in_order() {
        begin(Stage.SHADOW);
        List<UserId> users =
                IntStream.range(10, 60).mapToObj(i -> UserId.of("user " + i)).toList();
        users.forEach(user -> storage.users().save(user, Profile.empty()));
        work();
        cutover.ramp(5_000, Force.OVERRIDE);
        clock.advance(DELAY);
        users.forEach(user -> storage.users()
                .save(user, Profile.builder().nickname(user.value()).build()));
        UserId fresh = UserId.of("user 99");
        storage.users().save(fresh, Profile.empty());
        long onNew = users.stream()
                .filter(user -> replacement.users().get(user).version() == 2)
                .count();
        assertThat(onNew).isBetween(10L, 40L);
        List<UserId> listed = StreamSupport.stream(
                        Page.each(PageRequest.first(7), storage.users()::list).spliterator(), false)
                .peek(user -> assertThat(user.version()).isEqualTo(user.id().equals(fresh) ? 1 : 2))
                .map(User::id)
                .toList();
        assertThat(listed).hasSize(51).isSorted().containsAll(users).contains(fresh);
    }

    @Test
    void the_kill_switch_leaves_the_other_side_alone_and_keeps_what_it_is_owed() {
        begin(Stage.SHADOW);
        say(ANNA, "one");
        work();
        cutover.kill();
        clock.advance(Duration.ofSeconds(10));
        say(ANNA, "two");
        clock.advance(Duration.ofMinutes(10));
        work();
        assertThat(replacement.chat().list(ANNA, HOME, PageRequest.first(10)).items())
                .hasSize(1);
        assertThat(cutover.status().debts().total()).isPositive();
        assertThat(storage.chat().list(ANNA, HOME, PageRequest.first(10)).items())
                .hasSize(2);
        cutover.revive();
        clock.advance(Duration.ofSeconds(10));
        work();
        assertThat(Replicas.differences(old, replacement)).isEmpty();
    }

    @Test
    void the_kill_switch_drops_a_change_that_takes_no_effect_yet() {
        begin(Stage.SHADOW);
        cutover.advance(Force.OVERRIDE);
        cutover.kill();
        clock.advance(Duration.ofHours(1));
        say(ANNA, "stays");
        assertThat(store.plan().stages().everyone()).isEqualTo(Stage.SHADOW);
        assertThat(old.users().find(ANNA)).isPresent();
        assertThat(replacement.users().find(ANNA)).isEmpty();
    }

    @Test
    void what_looks_newer_on_the_other_side_stays_until_it_is_healed() {
        begin(Stage.DUAL_WRITE);
        User user = storage.users().save(ANNA, Profile.empty());
        work();
        replacement.users().save(ANNA, Profile.builder().nickname("newer").build());
        store.debts().owe(ANNA, Set.of(new Scope.Row(EntityRef.of(ANNA))), Care.CAREFUL);
        for (int i = 0; i < 15; i++) {
            work();
            clock.advance(Duration.ofMinutes(10));
        }
        assertThat(replacement.users().get(ANNA).version()).isEqualTo(2);
        assertThat(store.debts().listDead(10)).hasSize(1);
        assertThat(cutover.heal()).isEqualTo(1);
        work();
        assertThat(replacement.users().get(ANNA)).isEqualTo(user);
        assertThat(store.debts().status().total()).isZero();
    }

    @Test
    void a_plan_is_json() {
        CutoverPlan plan = CutoverPlan.first(Stage.SHADOW, "salt")
                .with(
                        Stages.all(Stage.SHADOW)
                                .part(Part.CHAT, Stage.DUAL_WRITE)
                                .user(UserId.of("ünal \" 1"), Stage.LIVE)
                                .ramp(new Ramp(Stage.LIVE, 100)),
                        clock.instant(),
                        clock.instant().plus(DELAY));
        assertThat(DomainJson.read(DomainJson.write(plan), CutoverPlan.class)).isEqualTo(plan);
    }

    @Test
    void the_status_shows_what_was_counted() {
        begin(Stage.DUAL_WRITE);
        say(ANNA, "one");
        say(BEN, "two");
        clock.advance(Duration.ofSeconds(3));
        storage.users().find(ANNA);
        CutoverStatus owed = cutover.status();
        assertThat(owed.debts().toNew()).isEqualTo(4);
        assertThat(owed.oldestDebt()).isEqualTo(Duration.ofSeconds(3));
        work();
        CutoverStatus settled = cutover.status();
        assertThat(settled.debts().total()).isZero();
        assertThat(settled.writes(Side.OLD).calls()).isEqualTo(2);
        assertThat(settled.reads(Side.OLD).calls()).isEqualTo(1);
        assertThat(settled.reads(Side.NEW).calls()).isZero();
        assertThat(settled.writes(Side.OLD).errors()).isZero();
    }
}
