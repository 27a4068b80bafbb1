package dev.kendall.benchmarks.shadow;

import com.zaxxer.hikari.HikariDataSource;
import dev.kendall.benchmarks.postgres.MeasuredDatabase;
import dev.kendall.benchmarks.shadow.ShadowResults.Comparisons;
import dev.kendall.cutover.Cutover;
import dev.kendall.cutover.CutoverOptions;
import dev.kendall.cutover.CutoverPlan;
import dev.kendall.cutover.CutoverStatus;
import dev.kendall.cutover.CutoverWorker;
import dev.kendall.cutover.DualWriteStorage;
import dev.kendall.cutover.GateOptions;
import dev.kendall.cutover.InMemoryCutoverStore;
import dev.kendall.cutover.Stage;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A cutover in the stage {@code live}, PostgreSQL being the new side. Not thread-safe. */
final class Way implements AutoCloseable {
    private final DualWriteStorage storage;
    private final InMemoryCutoverStore store;
    private @Nullable CutoverWorker worker;

    private Way(DualWriteStorage storage, InMemoryCutoverStore store) {
        this.storage = storage;
        this.store = store;
    }

    /** The way of this name over an old side. */
    static Way over(OldSide old, String name, HikariDataSource pool) {
        CutoverOptions options =
                name.equals(OldSide.OFF) ? CutoverOptions.builder().sampling(0).build() : CutoverOptions.defaults();
        InMemoryCutoverStore store =
                InMemoryCutoverStore.of(CutoverPlan.first(Stage.LIVE, "salt"), InstantSource.system());
        return new Way(
                DualWriteStorage.builder(old.storage(name), MeasuredDatabase.storage(pool), store)
                        .options(options)
                        .build(),
                store);
    }

    DualWriteStorage storage() {
        return storage;
    }

    /** What was compared since the last time. Nothing may be owed. */
    Comparisons comparisons() {
        try (CutoverWorker flushing = CutoverWorker.of(storage)) {
            flushing.runOnce();
        }
        CutoverStatus status = new Cutover(store, GateOptions.defaults()).status();
        store.observations().clear();
        return new Comparisons(status.compared(), status.mismatched(), status.dropped(), status.failedComparisons());
    }

    /** Lets what is owed be settled in the background. */
    void startWorker() {
        worker = CutoverWorker.start(storage);
    }

    @Override
    public void close() {
        if (worker != null) {
            worker.close();
        }
        storage.close();
    }
}
