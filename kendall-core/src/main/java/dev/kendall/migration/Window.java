package dev.kendall.migration;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The records that were created at a time.
 *
 * @param from the first moment, included; null: since ever
 * @param to the moment behind the last, not included; null: for ever
 */
public record Window(@Nullable Instant from, @Nullable Instant to) {
    /** Checks that it is not empty. */
    public Window {
        if (from != null && to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException("a window from " + from + " to " + to + " holds nothing");
        }
    }

    /** Whether a record of that time is in it. */
    public boolean holds(Instant created) {
        return (from == null || !created.isBefore(from)) && (to == null || created.isBefore(to));
    }
}
