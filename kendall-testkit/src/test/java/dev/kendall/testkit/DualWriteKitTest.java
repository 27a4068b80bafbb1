package dev.kendall.testkit;

import static dev.kendall.testkit.Suites.brokenRules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.cutover.CutoverOptions;
import dev.kendall.cutover.CutoverPlan;
import dev.kendall.cutover.DualWriteStorage;
import dev.kendall.cutover.InMemoryCutoverStore;
import dev.kendall.cutover.Stage;
import dev.kendall.failure.StorageRefused;
import dev.kendall.id.IdGenerator;
import dev.kendall.storage.Capability;
import dev.kendall.storage.Storage;
import dev.kendall.storage.Transaction;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.storage.inmemory.InMemoryStorage;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Two storages keep the contract of one, in every stage, and hold the same when what is owed is settled. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DualWriteKitTest {
    private static final long SEED = 2026;
    private static final int HISTORIES = 12;

    /** A storage over two, which are compared when it is closed. */
    private static final class Fixture implements StorageFixture {
        private final Stage stage;
        private final boolean joining;
        private final ConcurrentLinkedQueue<String> differences = new ConcurrentLinkedQueue<>();

        Fixture(Stage stage, boolean joining) {
            this.stage = stage;
            this.joining = joining;
        }

        @Override
        public Storage open(InstantSource clock, IdGenerator ids) {
            InMemoryStorage old =
                    InMemoryStorage.builder().clock(clock).ids(ids).build();
            InMemoryStorage replacement =
                    InMemoryStorage.builder().clock(clock).ids(ids).build();
            InMemoryCutoverStore store = InMemoryCutoverStore.of(CutoverPlan.first(stage, "salt"), clock);
            DualWriteStorage dual = DualWriteStorage.builder(
                            old, replacement, joining ? JoiningJournal.over(store) : store)
                    .clock(clock)
                    .ids(ids)
                    .options(CutoverOptions.builder().sampling(0).build())
                    .build();
            return Tampering.with(TransactionalStorage.class, (TransactionalStorage) dual, "close", call -> {
                compare(dual, old, replacement, store);
                dual.close();
                return true;
            });
        }

        @Override
        public Set<Capability> capabilities() {
            return EnumSet.complementOf(EnumSet.of(Capability.JOBS));
        }

        private void compare(
                DualWriteStorage dual, InMemoryStorage old, InMemoryStorage replacement, InMemoryCutoverStore store) {
            if (stage.copies()) {
                // The suites turn the clock back, too.
                store.debts().replay();
                Replicas.drain(dual);
                store.debts().listDead(10).forEach(dead -> differences.add(dead.toString()));
                if (store.debts().status().total() > 0) {
                    differences.add(store.debts().status().toString());
                }
                differences.addAll(Replicas.differences(old, replacement));
            } else {
                differences.addAll(
                        Replicas.rows(stage == Stage.OFF ? replacement : old).values());
            }
        }
    }

    /** All but those for rows as they are, for jobs, and for what is trimmed and counted: they belong to a side. */
    private static Stream<Class<? extends StorageContract>> suites() {
        Set<Class<?>> ofOneSide = Set.of(
                Suites.Rows.class,
                Suites.Jobs.class,
                Suites.JobWorkers.class,
                Suites.Histories.class,
                Suites.Days.class);
        return Suites.ALL.stream().filter(suite -> !ofOneSide.contains(suite));
    }

    @Test
    void refuses_jobs() {
        Fixture fixture = new Fixture(Stage.LIVE, false);
        try (TransactionalStorage dual =
                (TransactionalStorage) fixture.open(TestClock.at("2026-03-02T12:00:00Z"), new SequentialIds())) {
            assertThatThrownBy(dual::jobs).isInstanceOf(StorageRefused.class);
            assertThatThrownBy(() -> dual.inTransaction(Transaction::jobs)).isInstanceOf(StorageRefused.class);
        }
    }

    static Stream<Arguments> suitesInStages() {
        return Arrays.stream(Stage.values()).flatMap(stage -> suites().map(suite -> Arguments.of(stage, suite)));
    }

    @ParameterizedTest
    @MethodSource("suitesInStages")
    void keeps_the_contract_in_stage(Stage stage, Class<? extends StorageContract> suite) {
        Fixture fixture = new Fixture(stage, false);
        assertThat(brokenRules(suite, fixture)).isEqualTo(Set.of());
        assertThat(fixture.differences).isEmpty();
    }

    static Stream<Arguments> suitesJoined() {
        return Stream.of(Stage.DUAL_WRITE, Stage.LIVE)
                .flatMap(stage -> suites().map(suite -> Arguments.of(stage, suite)));
    }

    @ParameterizedTest
    @MethodSource("suitesJoined")
    void keeps_the_contract_with_debts_in_the_same_transaction(Stage stage, Class<? extends StorageContract> suite) {
        Fixture fixture = new Fixture(stage, true);
        assertThat(brokenRules(suite, fixture)).isEqualTo(Set.of());
        assertThat(fixture.differences).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void answers_as_one_storage_does_in_stage(Stage stage) {
        Fixture fixture = new Fixture(stage, false);
        List<String> differences = DifferentialRun.differences(fixture, SEED, HISTORIES);
        assertThat(differences).as("seeds from %s", SEED).isEmpty();
        assertThat(fixture.differences).as("seeds from %s", SEED).isEmpty();
    }
}
