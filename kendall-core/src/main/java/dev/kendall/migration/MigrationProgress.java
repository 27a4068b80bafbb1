package dev.kendall.migration;

import java.time.Duration;
import java.util.Objects;

/**
 * How far a migration is.
 *
 * @param round which reading of the source it is, from 1
 * @param subject what is worked on: a table's name, or "rows"
 * @param done how many rows of it are done, those of earlier runs with them
 * @param total how many there are, or 0 when that is not known
 * @param took how long this run has worked on it
 * @param doneNow how many were done by this run, of which {@code took} tells
 */
public record MigrationProgress(
        MigrationStep step, int round, String subject, long done, long total, Duration took, long doneNow) {
    /** Checks the fields. */
    public MigrationProgress {
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(took, "took");
    }

    /** How many rows this run does in a second, on average; 0 when no time has passed. */
    public double rowsPerSecond() {
        return took.isZero() ? 0 : doneNow / (took.toNanos() / 1e9);
    }
}
