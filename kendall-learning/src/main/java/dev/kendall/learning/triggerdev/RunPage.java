package dev.kendall.learning.triggerdev;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some runs, newest first.
 *
 * @param next what {@link RunQuery#after} takes for the next page, or null when this is the last
 */
public record RunPage(List<Run> runs, @Nullable String next) {
    /** Copies the runs. */
    public RunPage {
        runs = List.copyOf(runs);
    }
}
