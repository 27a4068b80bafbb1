package dev.kendall.migration;

import dev.kendall.embedding.Embedder;
import dev.kendall.entity.EntityKind;
import dev.kendall.failure.Cancelled;
import dev.kendall.internal.Checks;
import dev.kendall.verification.Comparison;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves a legacy store into a storage: export, transform, import, reconcile, verify.
 *
 * <pre>{@code
 * MigrationReport report = Migration.from(airtable).to(postgres).workFolder(Path.of("migration")).run();
 * }</pre>
 *
 * <p>The process may be killed at any point. What is done is in the work folder, and the same call goes on from there: a window of records, a part of
 * the rows, or a stretch of the comparison is what is lost at most. Whatever is done twice changes nothing the second time.
 *
 * <p>Others may write to the source meanwhile. So after the import it is read again, and what was changed or deleted there is changed or deleted in the
 * target, row by row: what the two sides hold is compared, no clock is asked, and nothing is ever written to the source. Then every row is compared. A
 * run in a folder whose migration is finished reads the source once more and brings the target up to date.
 *
 * <p>A row of the target is left alone where it is newer than the source's by its version, or has no record of this source; messages have no version,
 * and the source's counts. A run that goes on with a reading that an earlier run has ended compares with what the source was then; one more run
 * compares with what it is. Records that cannot become
 * a row are in the folder's {@code rejects.jsonl}, those of which something has to be said in {@code warnings.jsonl}, and nothing is defaulted
 * silently.
 *
 * <p>Failures of the source and of the target pass, and the same call goes on later. Not more than one run works in a folder at a time.
 */
public final class Migration {
    /** How many records are looked up at a time. */
    public static final int MAX_FOUND = 100;

    private final MigrationSource source;
    private final MigrationSink sink;
    private final Path workFolder;
    private final Set<EntityKind> only;
    private final boolean dryRun;
    private final boolean recordIds;
    private final boolean values;
    private final Comparison comparison;
    private final int windowRows;
    private final int partRows;
    private final int maxRounds;
    private final @Nullable Embedder embedder;
    private final Consumer<MigrationProgress> onProgress;
    private final InstantSource clock;

    private Migration(Builder builder, MigrationSink sink, Path workFolder) {
        this.source = builder.source;
        this.sink = sink;
        this.workFolder = workFolder;
        this.only = Set.copyOf(builder.only);
        this.dryRun = builder.dryRun;
        this.recordIds = builder.recordIds;
        this.values = builder.values;
        this.comparison = builder.comparison;
        this.windowRows = builder.windowRows;
        this.partRows = builder.partRows;
        this.maxRounds = builder.maxRounds;
        this.embedder = builder.embedder;
        this.onProgress = builder.onProgress;
        this.clock = builder.clock;
    }

    /** A migration from {@code source}. */
    public static Builder from(MigrationSource source) {
        return new Builder(Objects.requireNonNull(source, "source"));
    }

    MigrationSource source() {
        return source;
    }

    MigrationSink sink() {
        return sink;
    }

    Path workFolder() {
        return workFolder;
    }

    boolean isDryRun() {
        return dryRun;
    }

    boolean comparesRecordIds() {
        return recordIds;
    }

    boolean areValuesTold() {
        return values;
    }

    Comparison comparison() {
        return comparison;
    }

    int windowRows() {
        return windowRows;
    }

    int partRows() {
        return partRows;
    }

    int maxRounds() {
        return maxRounds;
    }

    @Nullable
    Embedder embedder() {
        return embedder;
    }

    Consumer<MigrationProgress> onProgress() {
        return onProgress;
    }

    InstantSource clock() {
        return clock;
    }

    /** The tables that are migrated. Users are always among them: everything belongs to one. */
    List<SourceTable> tables() {
        return source.tables().stream()
                .filter(table -> table.kind() == EntityKind.USER || only.contains(table.kind()))
                .toList();
    }

    /** The kinds that are migrated: threads with the messages that they are made of. */
    Set<EntityKind> kinds() {
        EnumSet<EntityKind> kinds = EnumSet.of(EntityKind.USER);
        tables().forEach(table -> kinds.add(table.kind()));
        if (kinds.contains(EntityKind.MESSAGE)) {
            kinds.add(EntityKind.THREAD);
        }
        return kinds;
    }

    /**
     * Does what is not done yet.
     *
     * @return what was done; {@link MigrationReport#isEqual} says whether the target holds what the source does
     * @throws IllegalArgumentException when the work folder is of another migration
     * @throws IllegalStateException when another migration works in it
     * @throws Cancelled when the thread is interrupted, which it stays
     */
    public MigrationReport run() {
        try (WorkFolder folder = WorkFolder.open(workFolder, WorkFolder.Header.of(source, tables()))) {
            return new MigrationRun(this, folder).run();
        }
    }

    /** Builds and runs a {@link Migration}. Not thread-safe. */
    public static final class Builder {
        private final MigrationSource source;
        private @Nullable MigrationSink sink;
        private @Nullable Path workFolder;
        private Set<EntityKind> only = EnumSet.allOf(EntityKind.class);
        private boolean dryRun;
        private boolean recordIds = true;
        private boolean values;
        private Comparison comparison = Comparison.exact();
        private int windowRows = 1_000;
        private int partRows = Transform.PART_ROWS;
        private int maxRounds = 4;
        private @Nullable Embedder embedder;
        private Consumer<MigrationProgress> onProgress = progress -> {};
        private InstantSource clock = InstantSource.system();

        private Builder(MigrationSource source) {
            this.source = source;
        }

        /** Where the rows go. Required. */
        public Builder to(MigrationSink sink) {
            this.sink = Objects.requireNonNull(sink, "sink");
            return this;
        }

        /** The folder that remembers what is done; made when it is not there. It holds all rows, so keep it as safe as the data. Required. */
        public Builder workFolder(Path workFolder) {
            this.workFolder = Objects.requireNonNull(workFolder, "workFolder");
            return this;
        }

        /** The kinds that are migrated, users always with them, and messages and threads together. Default: all. Each choice needs a work folder of its own. */
        public Builder only(Collection<EntityKind> kinds) {
            this.only = EnumSet.copyOf(kinds);
            if (only.contains(EntityKind.MESSAGE) || only.contains(EntityKind.THREAD)) {
                only.addAll(EnumSet.of(EntityKind.THREAD, EntityKind.MESSAGE));
            }
            return this;
        }

        /** Reads the source, makes the rows, and compares them with the target, which is not written to. */
        public Builder dryRun() {
            this.dryRun = true;
            return this;
        }

        /**
         * Leaves the source's record ids out of the comparison: for a target that is written beside the source, as what came that way does not know
         * its record.
         */
        public Builder withoutRecordIds() {
            this.recordIds = false;
            return this;
        }

        /** Tells the values that differ in the report, too, which may be personal. Default: the fields only. */
        public Builder tellingValues() {
            this.values = true;
            return this;
        }

        /** What counts as the same when the source is compared with the target. Default: {@link Comparison#exact}. */
        public Builder comparison(Comparison comparison) {
            this.comparison = Objects.requireNonNull(comparison, "comparison");
            return this;
        }

        /** About how many records are read between two checkpoints, 1 to 100,000. Up to twice as many are in memory. Default: 1,000. */
        public Builder windowRows(int windowRows) {
            this.windowRows = Checks.range("window rows", windowRows, 1, 100_000);
            return this;
        }

        /** About how many rows are imported between two checkpoints, 1 to 1,000,000; the rows of a user are never cut. All are in memory. Default: 20,000. */
        public Builder partRows(int partRows) {
            this.partRows = Checks.range("part rows", partRows, 1, 1_000_000);
            return this;
        }

        /** How often a run reads the source at most until both sides are the same, 2 to 100. A source that is written to may never hold still. Default: 4. */
        public Builder maxRounds(int maxRounds) {
            this.maxRounds = Checks.range("max rounds", maxRounds, 2, 100);
            return this;
        }

        /**
         * Embeds the rows in the background, from the import on; the run waits for its end. Only where the target can keep vectors. Default: no
         * embedding, which a worker can do at any time later.
         */
        public Builder embedder(Embedder embedder) {
            this.embedder = Objects.requireNonNull(embedder, "embedder");
            return this;
        }

        /** Who is told how far it is, often, and of embeddings by another thread. What it throws ends the run. Default: nobody. */
        public Builder onProgress(Consumer<MigrationProgress> onProgress) {
            this.onProgress = Objects.requireNonNull(onProgress, "onProgress");
            return this;
        }

        /** The clock that says how long things take. Default: the system's. */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * The migration.
         *
         * @throws IllegalStateException when the sink or the work folder is missing
         */
        public Migration build() {
            MigrationSink to = sink;
            Path folder = workFolder;
            if (to == null || folder == null) {
                throw new IllegalStateException(
                        "a migration needs a sink and a work folder; call to() and workFolder()");
            }
            return new Migration(this, to, folder);
        }

        /** Builds the migration and {@linkplain Migration#run runs} it. */
        public MigrationReport run() {
            return build().run();
        }
    }
}
