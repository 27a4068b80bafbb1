package dev.kendall.examples.ideas;

import dev.kendall.Kendall;
import dev.kendall.cutover.CutoverOptions;
import dev.kendall.cutover.CutoverPlan;
import dev.kendall.cutover.CutoverStore;
import dev.kendall.cutover.CutoverWorker;
import dev.kendall.cutover.DualWriteStorage;
import dev.kendall.cutover.Stage;
import dev.kendall.store.airtable.AirtableOptions;
import dev.kendall.store.airtable.AirtableSetup;
import dev.kendall.store.airtable.AirtableStorage;
import dev.kendall.store.postgres.PostgresCutoverStore;
import dev.kendall.store.postgres.PostgresSchema;
import dev.kendall.store.postgres.PostgresStorage;
import java.io.PrintWriter;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Leaving Airtable while the application runs: both storages as one, and a worker that keeps them equal. */
public final class LeaveAirtable {
    private LeaveAirtable() {}

    /** Kendall's own fields in the base; what the token may not add is told. */
    public static void prepare(AirtableOptions options, PrintWriter out) {
        // region setup
        AirtableSetup setup = AirtableSetup.of(options);
        if (!setup.check().isComplete()) {
            setup.create().additions().forEach(out::println); // what is left to be added by hand
        }
        // endregion
    }

    /** Both storages as one, by the plan that is in PostgreSQL; the first node publishes the first. */
    public static DualWriteStorage open(AirtableOptions options, DataSource dataSource, CutoverOptions cutover) {
        // region open
        PostgresSchema.of(dataSource).migrate();
        PostgresStorage postgres = PostgresStorage.open(dataSource);
        AirtableStorage airtable = AirtableStorage.builder(options).open();
        CutoverStore plan = PostgresCutoverStore.open(postgres, CutoverPlan.first(Stage.OFF, "assistant"));
        DualWriteStorage storage = DualWriteStorage.builder(airtable, postgres, plan)
                .options(cutover)
                .build();
        // endregion
        return storage;
    }

    /** Runs the application with a worker beside it, and closes the storage. */
    public static void serve(DualWriteStorage storage, Consumer<Kendall> application) {
        // region serve
        try (Kendall kendall = Kendall.open(storage);
                CutoverWorker worker = CutoverWorker.start(storage)) { // one on every node, or on some
            application.accept(kendall);
        }
        // endregion
    }
}
