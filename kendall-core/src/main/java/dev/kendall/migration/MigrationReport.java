package dev.kendall.migration;

import dev.kendall.verification.VerificationReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a migration has done, over all runs in its work folder. Immutable; without personal data.
 *
 * @param source the source's name
 * @param dryRun whether nothing was written
 * @param rounds how often the source was read
 * @param tables what became of the records of each table, in the latest reading
 * @param rejects the first rejected records, up to {@value #MAX_REJECTS}; the work folder's {@code rejects.jsonl} has all
 * @param refused what the target did not take, up to {@value #MAX_REJECTS}
 * @param added how many rows were put into the target that were not there
 * @param mended how many rows were made what the source's had become
 * @param deleted how many rows were deleted whose records were gone
 * @param newer how many rows were left alone because the target's are newer than the source's
 * @param embedded how many rows got their vectors in this run
 * @param times how long each step took, those of earlier runs with it where the work folder knows
 * @param traffic what reading has cost
 * @param throughput how the reading of the source went
 * @param verification whether the target now is what the source was when it was last read; null when it was not compared
 */
public record MigrationReport(
        String source,
        boolean dryRun,
        int rounds,
        List<TableSummary> tables,
        List<Rejection> rejects,
        List<Rejection> refused,
        long added,
        long mended,
        long deleted,
        long newer,
        long embedded,
        Map<MigrationStep, Duration> times,
        SourceTraffic traffic,
        List<Point> throughput,
        @Nullable VerificationReport verification) {
    /** How many rejects are kept. */
    public static final int MAX_REJECTS = 1_000;

    /**
     * A window that was read.
     *
     * @param round in which reading
     * @param at when it was done
     */
    public record Point(int round, String table, Instant at, long records, Duration took) {
        /** Checks that all are there. */
        public Point {
            Objects.requireNonNull(table, "table");
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(took, "took");
        }
    }

    /** Copies the collections. */
    public MigrationReport {
        Objects.requireNonNull(source, "source");
        tables = List.copyOf(tables);
        rejects = List.copyOf(rejects);
        refused = List.copyOf(refused);
        Map<MigrationStep, Duration> copy = new EnumMap<>(MigrationStep.class);
        copy.putAll(times);
        times = Collections.unmodifiableMap(copy);
        Objects.requireNonNull(traffic, "traffic");
        throughput = List.copyOf(throughput);
    }

    /** Whether the target was compared with the source and holds the same. Rejected records have no row on either side. */
    public boolean isEqual() {
        return verification != null && verification.isEqual();
    }

    /** How many records there are. */
    public long records() {
        return tables.stream().mapToLong(TableSummary::records).sum();
    }

    /** How many of them became no row. */
    public long rejected() {
        return tables.stream().mapToLong(TableSummary::rejected).sum();
    }
}
