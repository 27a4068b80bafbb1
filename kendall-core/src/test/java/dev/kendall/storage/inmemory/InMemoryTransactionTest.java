package dev.kendall.storage.inmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.NewMessage;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.failure.Conflict;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.PageRequest;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.storage.Stores;
import dev.kendall.storage.Transaction;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.UserId;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class InMemoryTransactionTest {
    private static final UserId ANN = UserId.of("ann");
    private static final UserId BEN = UserId.of("ben");
    private static final ThreadId WEB = ThreadId.of("web");

    private final InMemoryStorage storage = InMemoryStorage.create();

    private static void say(Stores stores, UserId user, String text) {
        stores.chat().append(user, WEB, NewMessage.user(text));
    }

    private static int said(Stores stores, UserId user) {
        return stores.chat().list(user, WEB, PageRequest.first(100)).items().size();
    }

    @Test
    void a_lost_race_is_a_conflict_and_stores_nothing() {
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> storage.inTransaction(tx -> {
                    say(tx, ANN, "one");
                    say(tx, BEN, "one");
                    say(storage, ANN, "first");
                    return 1;
                }))
                .withMessage("user ann was changed by another transaction meanwhile; run this one again")
                .returns(true, Conflict::isLostRace);
        assertThat(said(storage, ANN)).isEqualTo(1);
        assertThat(said(storage, BEN)).isZero();
    }

    @Test
    void others_users_do_not_disturb() {
        storage.inTransaction(tx -> {
            say(tx, ANN, "one");
            say(storage, BEN, "meanwhile");
            return 1;
        });
        assertThat(said(storage, ANN)).isEqualTo(1);
        assertThat(said(storage, BEN)).isEqualTo(1);
    }

    @Test
    void work_that_only_reads_never_conflicts_and_reads_one_moment() {
        say(storage, ANN, "one");
        List<Integer> seen = storage.inTransaction(tx -> {
            int before = said(tx, ANN);
            say(storage, ANN, "two");
            say(storage, BEN, "one");
            return List.of(before, said(tx, ANN), said(tx, BEN));
        });
        assertThat(seen).containsExactly(1, 1, 0);
    }

    @Test
    void work_that_writes_on_what_it_read_of_a_changed_user_is_refused() {
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> storage.inTransaction(tx -> {
                    if (said(tx, ANN) == 0) {
                        say(storage, ANN, "meanwhile");
                        say(tx, BEN, "ann has said nothing");
                    }
                    return 1;
                }));
        assertThat(said(storage, BEN)).isZero();
    }

    @Test
    void two_that_each_read_what_the_other_writes_cannot_both_win() {
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> storage.inTransaction(one -> {
                    assertThat(said(one, BEN)).isZero();
                    say(one, ANN, "ben is silent");
                    storage.inTransaction(two -> {
                        assertThat(said(two, ANN)).isZero();
                        say(two, BEN, "ann is silent");
                        return 2;
                    });
                    return 1;
                }));
        assertThat(said(storage, ANN) + said(storage, BEN)).isEqualTo(1);
    }

    @Test
    void an_unknown_user_that_another_creates_meanwhile_is_a_conflict() {
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> storage.inTransaction(tx -> {
                    assertThat(tx.users().find(ANN)).isEmpty();
                    storage.users().save(ANN, Profile.empty());
                    return tx.users().save(BEN, Profile.empty());
                }));
        assertThat(storage.users().find(BEN)).isEmpty();
    }

    @Test
    void an_erased_user_is_not_brought_back() {
        say(storage, ANN, "one");
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> storage.inTransaction(tx -> {
                    say(tx, ANN, "two");
                    storage.erase(ANN);
                    return 1;
                }));
        assertThat(storage.users().find(ANN)).isEmpty();
    }

    @Test
    void an_external_id_is_given_to_one_user_only() {
        ExternalId id = ExternalId.of("crm", "7");
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> storage.inTransaction(tx -> {
                    tx.externalIds().link(EntityRef.of(ANN), id);
                    storage.externalIds().link(EntityRef.of(BEN), id);
                    return 1;
                }))
                .withMessageContaining("external ids were changed by another transaction")
                .returns(true, Conflict::isLostRace);
        assertThat(storage.externalIds().findUser(id)).contains(BEN);
        assertThat(storage.users().find(ANN)).isEmpty();
    }

    @Test
    void a_space_that_is_added_meanwhile_is_kept() {
        EmbeddingSpace space = new EmbeddingSpace("m", 3);
        storage.inTransaction(tx -> {
            say(tx, ANN, "one");
            storage.vectors().addSpace(space);
            return 1;
        });
        assertThat(storage.vectors().listSpaces()).containsExactly(space);
        assertThat(said(storage, ANN)).isEqualTo(1);
    }

    @Test
    void the_work_sees_its_own_writes_and_others_do_not() {
        storage.inTransaction(tx -> {
            say(tx, ANN, "one");
            tx.memories().add(ANN, NewMemory.fact("k", "v"));
            assertThat(said(tx, ANN)).isEqualTo(1);
            assertThat(said(storage, ANN)).isZero();
            return 1;
        });
        assertThat(said(storage, ANN)).isEqualTo(1);
    }

    @Test
    void what_the_work_throws_reaches_the_caller_and_nothing_is_stored() {
        IOException failure = new IOException("no connection");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> storage.inTransaction(tx -> {
                    say(tx, ANN, "one");
                    throw failure;
                }))
                .isSameAs(failure);
        assertThatExceptionOfType(StackOverflowError.class)
                .isThrownBy(() -> storage.inTransaction(tx -> {
                    say(tx, ANN, "one");
                    throw new StackOverflowError();
                }));
        assertThat(storage.users().find(ANN)).isEmpty();
    }

    @Test
    void a_write_that_failed_inside_leaves_the_rest_of_the_work() {
        storage.inTransaction(tx -> {
            say(tx, ANN, "one");
            assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> say(tx, ANN, "two\0"));
            return 1;
        });
        assertThat(said(storage, ANN)).isEqualTo(1);
    }

    @Test
    void a_transaction_that_has_ended_refuses_every_call() {
        AtomicReference<Transaction> kept = new AtomicReference<>();
        storage.inTransaction(tx -> {
            kept.set(tx);
            return 1;
        });
        assertThatIllegalStateException()
                .isThrownBy(() -> say(kept.get(), ANN, "late"))
                .withMessage("this transaction has ended; use its stores only inside the work");
        assertThatIllegalStateException().isThrownBy(() -> said(kept.get(), ANN));
        assertThatIllegalStateException().isThrownBy(() -> kept.get().outbox().list(1));
        assertThatIllegalStateException().isThrownBy(() -> kept.get().erase(ANN));
    }

    @Test
    void a_transaction_ends_also_when_the_work_throws() {
        AtomicReference<Transaction> kept = new AtomicReference<>();
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> storage.inTransaction(tx -> {
                    kept.set(tx);
                    throw new ArithmeticException();
                }));
        assertThatIllegalStateException().isThrownBy(() -> said(kept.get(), ANN));
    }

    @Test
    void transfers_between_two_counters_by_eight_threads_keep_their_sum() throws Exception {
        long seed = new Random().nextLong();
        setCounter(storage, ANN, 1_000);
        setCounter(storage, BEN, 1_000);
        AtomicInteger conflicts = new AtomicInteger();
        AtomicInteger moved = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                Random random = new Random(seed + t);
                futures.add(threads.submit(() -> {
                    for (int i = 0; i < 200; i++) {
                        int amount = random.nextInt(10);
                        boolean back = random.nextBoolean();
                        boolean stored = false;
                        while (!stored) {
                            try {
                                storage.inTransaction(tx -> transfer(tx, back ? BEN : ANN, back ? ANN : BEN, amount));
                                stored = true;
                            } catch (Conflict lost) {
                                conflicts.incrementAndGet();
                            }
                        }
                        moved.addAndGet(back ? -amount : amount);
                        long sum = storage.inTransaction(tx -> counter(tx, ANN) + counter(tx, BEN));
                        assertThat(sum).as("seed %d", seed).isEqualTo(2_000);
                    }
                }));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(counter(storage, ANN))
                .as("seed %d, %d conflicts", seed, conflicts.get())
                .isEqualTo(1_000 - moved.get());
        assertThat(counter(storage, BEN)).as("seed %d", seed).isEqualTo(1_000 + moved.get());
    }

    private static int transfer(Transaction tx, UserId from, UserId to, int amount) {
        setCounter(tx, from, counter(tx, from) - amount);
        setCounter(tx, to, counter(tx, to) + amount);
        return amount;
    }

    private static long counter(Stores stores, UserId user) {
        return stores.users()
                .get(user)
                .profile()
                .attributes()
                .findNumber("counter")
                .map(BigDecimal::longValueExact)
                .orElseThrow();
    }

    private static void setCounter(Stores stores, UserId user, long value) {
        stores.users()
                .save(
                        user,
                        Profile.builder()
                                .attributes(Attributes.none().with("counter", value))
                                .build());
    }
}
