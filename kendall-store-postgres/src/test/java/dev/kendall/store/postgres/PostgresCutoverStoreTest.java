package dev.kendall.store.postgres;

import dev.kendall.cutover.CutoverPlan;
import dev.kendall.cutover.CutoverStore;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.testkit.CutoverStoreContract;
import dev.kendall.testkit.SequentialIds;
import java.util.Optional;

class PostgresCutoverStoreTest extends CutoverStoreContract {
    private final SequentialIds ids = new SequentialIds();
    private PostgresStorage storage;
    private CutoverPlan first;

    @Override
    protected CutoverStore open(CutoverPlan plan) {
        storage = (PostgresStorage) PostgresFixture.INSTANCE.open(clock, ids);
        first = plan;
        return PostgresCutoverStore.open(storage, plan, clock);
    }

    /** Through a storage of its own, as on another machine. */
    @Override
    protected CutoverStore reopen(CutoverStore store) {
        PostgresStorage other = PostgresStorage.builder(PostgresFixture.dataSource())
                .clock(clock)
                .ids(ids)
                .open();
        return PostgresCutoverStore.open(other, first, clock);
    }

    @Override
    protected Optional<TransactionalStorage> joined() {
        return Optional.of(storage);
    }
}
