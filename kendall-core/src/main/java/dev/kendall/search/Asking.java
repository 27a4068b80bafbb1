package dev.kendall.search;

import java.time.ZoneId;
import java.util.Objects;

/**
 * A query with what its words for times depend on. For backends.
 *
 * @param zone the user's: in it a day begins and ends
 */
public record Asking(SearchQuery query, ZoneId zone) {
    /** Checks the fields. */
    public Asking {
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(zone, "zone");
    }
}
