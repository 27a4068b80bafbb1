package dev.kendall.cutover;

import java.util.Objects;

/**
 * Where a user's data is read and written.
 *
 * @param side the side that has the authority now
 * @param settled whether it stays there as long as the plan's epoch is this one, so that a node need not ask again
 * @param epoch the plan's epoch when this was answered
 */
public record Home(Side side, boolean settled, long epoch) {
    /** Checks the field. */
    public Home {
        Objects.requireNonNull(side, "side");
    }
}
