package dev.kendall.testkit;

import static dev.kendall.testkit.Suites.brokenRules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.entity.ExternalIdStore;
import dev.kendall.failure.StorageRefused;
import dev.kendall.memory.MemoryStore;
import dev.kendall.replica.ReplicaStorage;
import dev.kendall.search.SearchStore;
import dev.kendall.search.VectorStore;
import dev.kendall.storage.Capability;
import dev.kendall.storage.ErasureReceipt;
import dev.kendall.storage.ErasureReceipt.Kind;
import dev.kendall.storage.Storage;
import java.lang.reflect.Proxy;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a backend cannot do is declared, and checked both ways. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CapabilitiesTest {
    private static final Set<Capability> NONE = EnumSet.noneOf(Capability.class);

    /** A storage that can do none of what may be left out, and refuses it. */
    private static Storage bare(Storage whole) {
        Class<ReplicaStorage> type = ReplicaStorage.class;
        ReplicaStorage bare = Tampering.with(
                type, (ReplicaStorage) whole, "erase", call -> withoutHistory((ErasureReceipt) call.proceed()));
        bare = Tampering.with(type, bare, "search", call -> refusing(SearchStore.class));
        bare = Tampering.with(type, bare, "vectors", call -> refusing(VectorStore.class));
        bare = Tampering.with(type, bare, "externalIds", call -> refusing(ExternalIdStore.class));
        return Tampering.with(type, bare, "memories", call -> withoutHistory((MemoryStore) call.proceed()));
    }

    private static <T> T refusing(Class<T> store) {
        return store.cast(
                Proxy.newProxyInstance(store.getClassLoader(), new Class<?>[] {store}, (proxy, method, arguments) -> {
                    throw refused();
                }));
    }

    private static MemoryStore withoutHistory(MemoryStore memories) {
        MemoryStore without = Tampering.with(MemoryStore.class, memories, "history", call -> {
            throw refused();
        });
        return Tampering.with(MemoryStore.class, without, "restore", call -> {
            throw refused();
        });
    }

    private static ErasureReceipt withoutHistory(ErasureReceipt receipt) {
        Map<Kind, Long> counts = new EnumMap<>(receipt.counts());
        counts.remove(Kind.MEMORY_REVISIONS);
        return new ErasureReceipt(receipt.user(), receipt.erasedAt(), counts);
    }

    private static StorageRefused refused() {
        return new StorageRefused("this storage does not offer that", null);
    }

    static List<Class<? extends StorageContract>> suites() {
        return Suites.ALL;
    }

    @ParameterizedTest
    @MethodSource("suites")
    void a_bare_storage_that_says_so_and_refuses_passes(Class<? extends StorageContract> suite) {
        StorageFixture bare = (clock, ids) -> bare(InMemory.FIXTURE.open(clock, ids));
        assertThat(brokenRules(suite, bare.with(NONE))).isEmpty();
    }

    /** As two storages behind one are, of which one has no transactions. */
    @ParameterizedTest
    @MethodSource("suites")
    void a_storage_that_lacks_nothing_but_transactions_passes(Class<? extends StorageContract> suite) {
        StorageFixture without = (clock, ids) -> Tampering.with(
                ReplicaStorage.class, (ReplicaStorage) InMemory.FIXTURE.open(clock, ids), "close", call -> NONE);
        assertThat(brokenRules(
                        suite,
                        without.with(EnumSet.complementOf(EnumSet.of(Capability.TRANSACTIONS, Capability.JOBS)))))
                .isEmpty();
    }

    @Test
    void a_bare_storage_that_says_so_is_not_called_for_what_it_lacks() {
        StorageFixture bare = (clock, ids) -> bare(InMemory.FIXTURE.open(clock, ids));
        assertThat(DifferentialRun.differences(bare.with(NONE))).isEmpty();
        assertThat(DifferentialRun.differences(bare.with(EnumSet.of(Capability.EXTERNAL_IDS))))
                .isNotEmpty();
    }

    @Test
    void a_bare_storage_that_does_not_say_so_fails() {
        StorageFixture bare = (clock, ids) -> bare(InMemory.FIXTURE.open(clock, ids));
        assertThat(brokenRules(Suites.Search.class, bare)).contains("SEARCH-1", "SEARCH-2", "SEARCH-3");
        assertThat(brokenRules(Suites.Transactions.class, bare))
                .containsExactly("TX-1", "TX-2", "TX-3", "TX-4", "TX-5");
    }

    @Test
    void a_storage_that_can_do_what_it_says_it_cannot_fails() {
        StorageFixture modest = InMemory.FIXTURE.with(NONE);
        assertThat(brokenRules(Suites.Transactions.class, modest))
                .containsExactly("TX-1", "TX-2", "TX-3", "TX-4", "TX-5");
        assertThat(brokenRules(Suites.Vectors.class, modest)).contains("VECTOR-1", "VECTOR-2", "VECTOR-3", "VECTOR-4");
    }
}
