package dev.kendall.verification;

import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.failure.Cancelled;
import dev.kendall.internal.Checks;
import dev.kendall.replica.ReplicaStorage;
import dev.kendall.user.UserId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/**
 * Compares two storages row by row: what is on the left, the authority, with what is on the right.
 *
 * <pre>{@code
 * VerificationReport report = Verification.of(airtable, postgres).comparison(Comparison.loose()).build().run();
 * if (!report.isEqual()) {
 *     report.differences().forEach(difference -> log.warn("{}", difference));
 * }
 * }</pre>
 *
 * <p>Both are read once, page by page, by user, kind and id; one page of each side is in memory. Every row counts, also one with nothing in it. Its
 * hash goes into the digest of its kind and range of users, which is the same in whatever order rows are stored. Where two rows differ, the fields
 * are named. External ids and the histories of memories are compared where both sides have them, vectors never: they are computed from the texts on
 * each side.
 *
 * <p>Users may be written to meanwhile: a row that differs is read again on both sides before it counts. Nothing is written. Thread-safe when the
 * sides are.
 */
public final class Verification {
    private final RowSource left;
    private final RowSource right;
    private final Comparison comparison;
    private final Set<EntityKind> kinds;
    private final Predicate<UserId> users;
    private final Predicate<String> externalSystems;
    private final int maxDifferences;
    private final int rereads;
    private final boolean values;
    private final boolean references;
    private final long checkpointRows;
    private final Consumer<VerificationReport> onCheckpoint;
    private final LongConsumer onProgress;

    private Verification(Builder builder) {
        this.left = builder.left;
        this.right = builder.right;
        this.comparison = builder.comparison;
        this.kinds = Set.copyOf(builder.kinds);
        this.users = builder.users;
        this.externalSystems = builder.externalSystems;
        this.maxDifferences = builder.maxDifferences;
        this.rereads = builder.rereads;
        this.values = builder.values;
        this.references = builder.references;
        this.checkpointRows = builder.checkpointRows;
        this.onCheckpoint = builder.onCheckpoint;
        this.onProgress = builder.onProgress;
    }

    /** A verification of two storages. */
    public static Builder of(ReplicaStorage left, ReplicaStorage right) {
        return of(RowSource.of(left), RowSource.of(right));
    }

    /** A verification of two sides. */
    public static Builder of(RowSource left, RowSource right) {
        return new Builder(Objects.requireNonNull(left, "left"), Objects.requireNonNull(right, "right"));
    }

    RowSource left() {
        return left;
    }

    RowSource right() {
        return right;
    }

    Comparison comparison() {
        return comparison;
    }

    Set<EntityKind> kinds() {
        return kinds;
    }

    Predicate<UserId> users() {
        return users;
    }

    Predicate<String> externalSystems() {
        return externalSystems;
    }

    int maxDifferences() {
        return maxDifferences;
    }

    int rereads() {
        return rereads;
    }

    boolean areValuesTold() {
        return values;
    }

    boolean areReferencesChecked() {
        return references;
    }

    long checkpointRows() {
        return checkpointRows;
    }

    Consumer<VerificationReport> onCheckpoint() {
        return onCheckpoint;
    }

    LongConsumer onProgress() {
        return onProgress;
    }

    /**
     * Compares all users.
     *
     * @throws IllegalStateException when a side does not give users or rows in ascending order
     * @throws Cancelled when the thread is interrupted, which it stays; what was checkpointed can be gone on from
     */
    public VerificationReport run() {
        return new VerificationRun(this, new Tally(this)).run(null);
    }

    /**
     * Compares the users behind {@link VerificationReport#through} and adds them to {@code checkpoint}, which another run of the same verification
     * gave. One that is complete is returned as it is.
     *
     * @throws IllegalArgumentException when other kinds were compared
     */
    public VerificationReport resume(VerificationReport checkpoint) {
        if (!checkpoint.kinds().equals(kinds)) {
            throw new IllegalArgumentException(
                    "the checkpoint is of " + checkpoint.kinds() + ", not of " + kinds + "; run the verification anew");
        }
        return checkpoint.complete()
                ? checkpoint
                : new VerificationRun(this, new Tally(this, checkpoint)).run(checkpoint.through());
    }

    /**
     * Looks at single rows again, such as those that differed, as both sides have them now: each is read once on each side.
     *
     * @return those that are not the same, in the order given
     */
    public List<Difference> lookAgain(Collection<EntityRef> rows) {
        return new VerificationRun(this, new Tally(this)).lookAgain(new LinkedHashSet<>(rows));
    }

    /** Builds a {@link Verification}. Not thread-safe. */
    public static final class Builder {
        private final RowSource left;
        private final RowSource right;
        private Comparison comparison = Comparison.exact();
        private Set<EntityKind> kinds = EnumSet.allOf(EntityKind.class);
        private Predicate<UserId> users = user -> true;
        private Predicate<String> externalSystems = system -> true;
        private int maxDifferences = 1_000;
        private int rereads = 1;
        private boolean values;
        private boolean references = true;
        private long checkpointRows = 10_000;
        private Consumer<VerificationReport> onCheckpoint = report -> {};
        private LongConsumer onProgress = rows -> {};

        private Builder(RowSource left, RowSource right) {
            this.left = left;
            this.right = right;
        }

        /** What counts as the same. Default: {@link Comparison#exact}. */
        public Builder comparison(Comparison comparison) {
            this.comparison = Objects.requireNonNull(comparison, "comparison");
            return this;
        }

        /** The kinds that are compared, at least one. Default: all. */
        public Builder kinds(Collection<EntityKind> kinds) {
            this.kinds = EnumSet.copyOf(kinds);
            return this;
        }

        /** Which users are compared: a sample, or those who were moved. Default: all. */
        public Builder users(Predicate<UserId> users) {
            this.users = Objects.requireNonNull(users, "users");
            return this;
        }

        /** Of which systems external ids are compared, one look-up a row on each side; none of them costs nothing. Default: all. */
        public Builder externalSystems(Predicate<String> externalSystems) {
            this.externalSystems = Objects.requireNonNull(externalSystems, "externalSystems");
            return this;
        }

        /** How many differences, and how many dangling references, are kept, 0 to 100,000; all are counted. Default: 1,000. */
        public Builder maxDifferences(int maxDifferences) {
            this.maxDifferences = Checks.range("max differences", maxDifferences, 0, 100_000);
            return this;
        }

        /** How often a row that differs is read again before it counts, 0 to 10. Default: once. */
        public Builder rereads(int rereads) {
            this.rereads = Checks.range("rereads", rereads, 0, 10);
            return this;
        }

        /** Tells the values that differ, too. They may be personal: for a person to look at, not for a log. Default: the fields only. */
        public Builder tellingValues() {
            this.values = true;
            return this;
        }

        /** Does not look for references that dangle, which costs a look-up for each thing that is named. */
        public Builder withoutReferences() {
            this.references = false;
            return this;
        }

        /** Who is given the report so far, to be kept, after the first user behind each 10,000 rows. What it throws ends the run. Default: nobody. */
        public Builder onCheckpoint(Consumer<VerificationReport> onCheckpoint) {
            this.onCheckpoint = Objects.requireNonNull(onCheckpoint, "onCheckpoint");
            return this;
        }

        /** How many rows are between two checkpoints, at least 1. Default: 10,000. */
        public Builder checkpointRows(int checkpointRows) {
            this.checkpointRows = Checks.range("checkpoint rows", checkpointRows, 1, Integer.MAX_VALUE);
            return this;
        }

        /** Who is told, after each few hundred rows and at the end, how many rows were read on both sides together. Default: nobody. */
        public Builder onProgress(LongConsumer onProgress) {
            this.onProgress = Objects.requireNonNull(onProgress, "onProgress");
            return this;
        }

        /** The verification. */
        public Verification build() {
            return new Verification(this);
        }
    }
}
