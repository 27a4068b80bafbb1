package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.Kendall;
import dev.kendall.chat.Message;
import dev.kendall.chat.NewMessage;
import dev.kendall.contact.Contact;
import dev.kendall.contact.NewContact;
import dev.kendall.cutover.Claim;
import dev.kendall.cutover.ClaimResult;
import dev.kendall.cutover.ClaimResult.Later;
import dev.kendall.cutover.Cutover;
import dev.kendall.cutover.CutoverOptions;
import dev.kendall.cutover.CutoverPlan;
import dev.kendall.cutover.CutoverStatus;
import dev.kendall.cutover.CutoverWorker;
import dev.kendall.cutover.DualWriteStorage;
import dev.kendall.cutover.GateOptions;
import dev.kendall.cutover.InMemoryCutoverStore;
import dev.kendall.cutover.Mismatch;
import dev.kendall.cutover.RowNormaliser;
import dev.kendall.cutover.Side;
import dev.kendall.cutover.Stage;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.page.PageRequest;
import dev.kendall.replica.ReplicaStorage;
import dev.kendall.replica.RowStore;
import dev.kendall.replica.StoredRow;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import dev.kendall.user.UserStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads are compared where no caller waits for it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ShadowReadsTest {
    private static final UserId ANNA = UserId.of("anna");
    private static final ThreadId HOME = ThreadId.of("home");

    private final TestClock clock = TestClock.at("2026-03-02T12:00:00Z");
    private final InMemoryStorage old = InMemoryStorage.builder().clock(clock).build();
    private final InMemoryStorage replacement =
            InMemoryStorage.builder().clock(clock).build();
    private final InMemoryCutoverStore store = InMemoryCutoverStore.of(CutoverPlan.first(Stage.SHADOW, "salt"), clock);
    private final Cutover cutover = new Cutover(store, GateOptions.defaults());
    private final Set<Thread> callers = ConcurrentHashMap.newKeySet();
    private final CountDownLatch release = new CountDownLatch(1);
    private DualWriteStorage storage;

    private void open(ReplicaStorage other, CutoverOptions options) {
        storage = DualWriteStorage.builder(old, other, store)
                .clock(clock)
                .options(options)
                .build();
    }

    private static CutoverOptions.Builder all() {
        return CutoverOptions.builder().sampling(1).grace(Duration.ZERO);
    }

    @AfterEach
    void close() {
        release.countDown();
        storage.close();
    }

    /** The new side, whose reads of users note their thread, and hang when they are told to. */
    private ReplicaStorage noting(Predicate<UserId> hangs) {
        UserStore users = Tampering.with(UserStore.class, replacement.users(), "find", call -> {
            callers.add(Thread.currentThread());
            if (hangs.test(call.argument(0, UserId.class))) {
                release.await();
            }
            return call.proceed();
        });
        return Tampering.with(ReplicaStorage.class, replacement, "users", call -> users);
    }

    /** The status, once it is as it should be. */
    private CutoverStatus await(Predicate<CutoverStatus> condition) {
        for (int i = 0; i < 2_000; i++) {
            CutoverWorker.of(storage).runOnce();
            CutoverStatus status = cutover.status();
            if (condition.test(status)) {
                return status;
            }
            LockSupport.parkNanos(5_000_000);
        }
        throw new AssertionError("never: " + cutover.status());
    }

    @Test
    void equal_answers_are_counted_and_never_read_on_the_callers_thread() {
        open(noting(user -> false), all().build());
        storage.users().save(ANNA, Profile.empty());
        CutoverWorker.of(storage).runOnce();
        callers.clear();
        assertThat(storage.users().find(ANNA)).isPresent();
        CutoverStatus status = await(now -> now.compared() == 1);
        assertThat(status.mismatched()).isZero();
        assertThat(callers).isNotEmpty().doesNotContain(Thread.currentThread());
    }

    @Test
    void a_difference_is_counted_by_field_and_healed_towards_the_other_side_only() {
        open(replacement, all().build());
        storage.users().save(ANNA, Profile.builder().nickname("Anna").build());
        CutoverWorker.of(storage).runOnce();
        User right = old.users().get(ANNA);
        replacement
                .users()
                .save(
                        ANNA,
                        Profile.builder().nickname("Wrong").fullName("Secret").build());
        storage.users().find(ANNA);
        CutoverStatus status = await(now -> now.mismatched() == 1 && now.debts().total() == 0);
        assertThat(status.mismatchesByField()).containsOnlyKeys("USER.profile.fullName", "USER.profile.nickname");
        assertThat(status.mismatchRate()).isEqualTo(1);
        assertThat(status.mismatches())
                .extracting(Mismatch::toString)
                .noneMatch(text -> text.contains("Secret") || text.contains("anna"));
        assertThat(old.users().get(ANNA)).isEqualTo(right);
        assertThat(replacement.users().get(ANNA)).isEqualTo(right);
    }

    @Test
    void what_is_owed_is_no_mismatch() {
        RowStore away = Tampering.with(RowStore.class, replacement.rows(), "put", call -> {
            throw new StorageUnavailable("away", Duration.ofSeconds(1), null);
        });
        open(Tampering.with(ReplicaStorage.class, replacement, "rows", call -> away), all().build());
        storage.users().save(ANNA, Profile.empty());
        storage.users().find(ANNA);
        CutoverStatus status = await(now -> now.counters().getOrDefault("shadow/unsettled", 0L) == 1);
        assertThat(status.debts().toNew()).isEqualTo(1);
        assertThat(status.mismatched()).isZero();
    }

    @Test
    void what_is_written_and_copied_between_the_two_readings_is_no_mismatch() {
        AtomicBoolean writing = new AtomicBoolean();
        RowStore slow = Tampering.with(RowStore.class, old.rows(), "find", call -> {
            Object row = call.proceed();
            if (writing.compareAndSet(true, false)) {
                storage.users().save(ANNA, Profile.builder().nickname("New").build());
                storage.copier().runOnce();
            }
            return row;
        });
        storage = DualWriteStorage.builder(
                        Tampering.with(ReplicaStorage.class, old, "rows", call -> slow), replacement, store)
                .clock(clock)
                .options(all().build())
                .build();
        storage.users().save(ANNA, Profile.builder().nickname("Old").build());
        CutoverWorker.of(storage).runOnce();
        replacement.users().save(ANNA, Profile.builder().nickname("Wrong").build());
        writing.set(true);
        storage.users().find(ANNA);
        CutoverStatus status = await(now -> now.counters().getOrDefault("shadow/unsettled", 0L) == 1);
        assertThat(status.mismatched()).isZero();
    }

    @Test
    void what_is_written_before_one_reading_and_copied_after_the_other_is_no_mismatch() {
        AtomicBoolean writing = new AtomicBoolean();
        AtomicReference<Claim> held = new AtomicReference<>();
        RowStore slowOld = Tampering.with(RowStore.class, old.rows(), "find", call -> {
            if (writing.compareAndSet(true, false)) {
                storage.chat().append(ANNA, HOME, NewMessage.user("just now"));
                // No copier comes before the other side is read.
                held.set(store.debts().claim(10, Duration.ofMinutes(1)).orElseThrow());
            }
            return call.proceed();
        });
        RowStore slowNew = Tampering.with(RowStore.class, replacement.rows(), "find", call -> {
            Object row = call.proceed();
            copyNow(held.getAndSet(null));
            return row;
        });
        storage = DualWriteStorage.builder(
                        Tampering.with(ReplicaStorage.class, old, "rows", call -> slowOld),
                        Tampering.with(ReplicaStorage.class, replacement, "rows", call -> slowNew),
                        store)
                .clock(clock)
                .options(all().build())
                .build();
        ChatThread thread = old.threads().getOrCreate(ANNA, HOME);
        replacement
                .rows()
                .put(
                        ANNA,
                        List.of(
                                new StoredRow.OfUser(old.users().get(ANNA)),
                                new StoredRow.OfThread(thread.withTitle("Wrong"))));
        clock.advance(Duration.ofSeconds(1));
        writing.set(true);
        storage.threads().find(ANNA, HOME);
        CutoverStatus status =
                await(now -> now.counters().getOrDefault("shadow/unsettled", 0L) + now.mismatched() == 1);
        assertThat(status.mismatchesByField()).isEmpty();
        copyNow(held.getAndSet(null));
        assertThat(Replicas.differences(old, replacement)).isEmpty();
    }

    /** Gives the claim back, and copies what it was about. */
    private void copyNow(@Nullable Claim claim) {
        if (claim != null) {
            List<Later> atOnce = claim.debts().stream()
                    .map(debt -> new Later(debt, 0, Duration.ZERO, "waited"))
                    .toList();
            store.debts().release(claim, new ClaimResult(List.of(), atOnce, Set.of()));
            storage.copier().runOnce();
        }
    }

    @Test
    void the_listings_of_a_context_are_compared() {
        open(replacement, all().build());
        Kendall kendall = Kendall.builder(storage).clock(clock).open();
        kendall.turn(ANNA, HOME, "Hello").complete("Good morning.");
        CutoverWorker.of(storage).runOnce();
        kendall.turn(ANNA, HOME, "Again");
        // Those of the first turn, too: it read them before it was stored, and nothing was there on either side.
        await(now -> now.compared() == 6);
        Message answer =
                old.chat().list(ANNA, HOME, PageRequest.first(1)).items().get(0);
        replacement.chat().delete(ANNA, answer.id());
        kendall.turn(ANNA, HOME, "And again");
        // It is counted before it is owed.
        CutoverStatus status = await(now -> now.mismatched() == 1
                && replacement.chat().find(ANNA, answer.id()).isPresent());
        assertThat(status.mismatchesByField()).containsOnlyKeys("MESSAGE.row");
    }

    @Test
    void a_side_that_hangs_adds_nothing_and_reads_that_find_no_place_are_dropped() {
        replacement.users().save(ANNA, Profile.empty());
        old.users().save(ANNA, Profile.empty());
        open(
                noting(user -> true),
                all().shadowThreads(1)
                        .shadowQueue(3)
                        .shadowTimeout(Duration.ofMinutes(1))
                        .build());
        for (int i = 0; i < 100; i++) {
            assertThat(storage.users().find(ANNA)).isPresent();
        }
        CutoverStatus status = await(now -> now.dropped() > 0);
        assertThat(status.dropped()).isBetween(96L, 97L);
        assertThat(status.reads(Side.OLD).calls()).isEqualTo(100);
        release.countDown();
        await(now -> now.compared() == 100 - status.dropped());
    }

    @Test
    void a_comparison_that_takes_too_long_is_interrupted() {
        old.users().save(ANNA, Profile.empty());
        open(noting(user -> true), all().shadowTimeout(Duration.ofMillis(20)).build());
        storage.users().find(ANNA);
        assertThat(await(now -> now.failedComparisons() == 1).compared()).isZero();
    }

    @Test
    void nothing_is_compared_that_was_not_sampled_or_killed() {
        open(
                noting(user -> false),
                CutoverOptions.builder()
                        .sampling(0.1)
                        .grace(Duration.ZERO)
                        .shadowQueue(10_000)
                        .build());
        old.users().save(ANNA, Profile.empty());
        replacement.rows().put(ANNA, List.of(new StoredRow.OfUser(old.users().get(ANNA))));
        for (int i = 0; i < 1_000; i++) {
            storage.users().find(ANNA);
        }
        assertThat(await(now -> now.compared() >= 95).compared()).isBetween(95L, 105L);
        await(now -> now.compared() >= 99);
        cutover.kill();
        clock.advance(Duration.ofSeconds(6));
        callers.clear();
        for (int i = 0; i < 100; i++) {
            storage.users().find(ANNA);
        }
        assertThat(callers).isEmpty();
    }

    @Test
    void lenient_fields_are_equal_where_the_same_is_kept_otherwise() {
        open(replacement, all().build());
        Contact contact = old.contacts()
                .upsert(ANNA, NewContact.named("John").withNotes("one\ntwo").withTags("a", "b"));
        Contact otherwise = contact.withNotes("one  \r\ntwo\n").withTags(Set.of("b, a"));
        RowNormaliser lenient = RowNormaliser.lenient();
        assertThat(lenient.fields(new StoredRow.OfContact(otherwise)))
                .isEqualTo(lenient.fields(new StoredRow.OfContact(contact)));
        assertThat(lenient.fields(new StoredRow.OfContact(contact)))
                .containsEntry("tags", "a,b")
                .containsEntry("name", "John")
                .doesNotContainKeys("phone", "version", "user");
        assertThat(lenient.fields(new StoredRow.OfContact(contact.withNotes("one"))))
                .isNotEqualTo(lenient.fields(new StoredRow.OfContact(contact)));
    }
}
