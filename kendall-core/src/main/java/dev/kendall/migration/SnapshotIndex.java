package dev.kendall.migration;

import dev.kendall.user.UserId;
import java.util.List;

/**
 * What the rows of a round amount to.
 *
 * @param parts the files, in the order of their users
 * @param tables what became of the records of each table
 */
record SnapshotIndex(List<Part> parts, List<TableSummary> tables) {
    /**
     * A file with all rows of some users, who follow each other.
     *
     * @param first the first of them
     * @param rows how many rows there are
     */
    record Part(UserId first, int file, long rows) {}

    SnapshotIndex {
        parts = List.copyOf(parts);
        tables = List.copyOf(tables);
    }

    long rows() {
        return parts.stream().mapToLong(Part::rows).sum();
    }
}
