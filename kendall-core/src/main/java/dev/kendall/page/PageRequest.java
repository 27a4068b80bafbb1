package dev.kendall.page;

import dev.kendall.internal.Checks;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a listing to read.
 *
 * @param limit how many items at most, 1 to 1,000
 * @param after the cursor of the previous page, or null for the first
 */
public record PageRequest(int limit, @Nullable Cursor after) {
    /** The largest page. */
    public static final int MAX_LIMIT = 1_000;

    /** Checks the limit. */
    public PageRequest {
        Checks.range("limit", limit, 1, MAX_LIMIT);
    }

    /** The first {@code limit} items. */
    public static PageRequest first(int limit) {
        return new PageRequest(limit, null);
    }

    /** A page as large as this one, behind {@code cursor}. */
    public PageRequest after(Cursor cursor) {
        return new PageRequest(limit, Objects.requireNonNull(cursor, "cursor"));
    }
}
