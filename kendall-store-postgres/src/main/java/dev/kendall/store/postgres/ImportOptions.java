package dev.kendall.store.postgres;

import dev.kendall.internal.Checks;
import java.util.Objects;
import java.util.function.Consumer;

/** How a {@link PostgresImport} works. Immutable. */
public final class ImportOptions {
    private static final ImportOptions DEFAULTS = builder().build();

    private final OnConflict onConflict;
    private final DeletedRows deleted;
    private final int chunkRows;
    private final Consumer<ImportReject> onReject;
    private final Consumer<ImportReport> onProgress;

    private ImportOptions(Builder builder) {
        this.onConflict = builder.onConflict;
        this.deleted = builder.deleted;
        this.chunkRows = builder.chunkRows;
        this.onReject = builder.onReject;
        this.onProgress = builder.onProgress;
    }

    /** The defaults. */
    public static ImportOptions defaults() {
        return DEFAULTS;
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** See {@link Builder#onConflict}. */
    public OnConflict onConflict() {
        return onConflict;
    }

    /** See {@link Builder#deleted}. */
    public DeletedRows deleted() {
        return deleted;
    }

    /** See {@link Builder#chunkRows}. */
    public int chunkRows() {
        return chunkRows;
    }

    /** See {@link Builder#onReject}. */
    public Consumer<ImportReject> onReject() {
        return onReject;
    }

    /** See {@link Builder#onProgress}. */
    public Consumer<ImportReport> onProgress() {
        return onProgress;
    }

    /** Builds {@link ImportOptions}. Not thread-safe. */
    public static final class Builder {
        private OnConflict onConflict = OnConflict.KEEP;
        private DeletedRows deleted = DeletedRows.SKIP;
        private int chunkRows = 5_000;
        private Consumer<ImportReject> onReject = reject -> {};
        private Consumer<ImportReport> onProgress = report -> {};

        private Builder() {}

        /** What happens to a row under whose id another one is stored. Default: {@link OnConflict#KEEP}. */
        public Builder onConflict(OnConflict onConflict) {
            this.onConflict = Objects.requireNonNull(onConflict, "onConflict");
            return this;
        }

        /** What happens to a row that was deleted here. Default: {@link DeletedRows#SKIP}. */
        public Builder deleted(DeletedRows deleted) {
            this.deleted = Objects.requireNonNull(deleted, "deleted");
            return this;
        }

        /**
         * How many rows at most are stored in one transaction, 1 to 100,000; fewer where they are large. Other writers of the same users wait for
         * it, and so many rows are in memory at a time. Default: 5,000, which takes a few tenths of a second.
         */
        public Builder chunkRows(int chunkRows) {
            this.chunkRows = Checks.range("chunk rows", chunkRows, 1, 100_000);
            return this;
        }

        /** Who is told of each row that was not stored, after its chunk was committed. What it throws is logged. Default: nobody. */
        public Builder onReject(Consumer<ImportReject> onReject) {
            this.onReject = Objects.requireNonNull(onReject, "onReject");
            return this;
        }

        /** Who is told after each committed chunk what was done so far. What it throws is logged. Default: nobody. */
        public Builder onProgress(Consumer<ImportReport> onProgress) {
            this.onProgress = Objects.requireNonNull(onProgress, "onProgress");
            return this;
        }

        /** The options. */
        public ImportOptions build() {
            return new ImportOptions(this);
        }
    }
}
