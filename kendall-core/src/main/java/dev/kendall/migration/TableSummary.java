package dev.kendall.migration;

import java.util.Objects;

/**
 * What became of the records of a table.
 *
 * @param records how many there are
 * @param rows how many became a row
 * @param rejected how many became none; {@code rejects.jsonl} names them
 * @param warned how many became a row of which something had to be said; {@code warnings.jsonl} says what
 */
public record TableSummary(SourceTable table, long records, long rows, long rejected, long warned) {
    /** Checks that the table is there. */
    public TableSummary {
        Objects.requireNonNull(table, "table");
    }
}
