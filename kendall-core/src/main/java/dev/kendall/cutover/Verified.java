package dev.kendall.cutover;

import dev.kendall.internal.Checks;
import java.time.Instant;

/**
 * The result of a comparison of both sides as a whole.
 *
 * @param at when it began
 * @param rows how many rows were compared
 * @param differences how many differed, or stood on one side only
 */
public record Verified(Instant at, long rows, long differences) {
    /** Checks the fields. */
    public Verified {
        at = Checks.time("at", at);
        if (rows < 0 || differences < 0) {
            throw new IllegalArgumentException("rows and differences are 0 or more");
        }
    }

    /** Whether both sides were equal. */
    public boolean isEqual() {
        return differences == 0;
    }
}
