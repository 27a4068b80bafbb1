package dev.kendall.storage.inmemory;

import dev.kendall.page.Cursor;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Pages out of collections that iterate in the listing's order. */
final class Keyset {
    private Keyset() {}

    /** The page out of those in {@code ordered}, which begins behind the request's cursor, that pass the filter. */
    static <T> Page<T> page(Iterable<T> ordered, Predicate<T> filter, PageRequest request, Function<T, Cursor> cursor) {
        List<T> rows = new ArrayList<>();
        for (T item : ordered) {
            if (filter.test(item)) {
                rows.add(item);
                if (rows.size() > request.limit()) {
                    break;
                }
            }
        }
        return Page.of(rows, request.limit(), cursor);
    }

    /** The sort key in the request's cursor, or null for the first page. */
    static <K> @Nullable K after(PageRequest request, String kind, int size, Function<List<String>, K> parse) {
        Cursor cursor = request.after();
        if (cursor == null) {
            return null;
        }
        try {
            return parse.apply(cursor.key(kind, size));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("this cursor is damaged; start the listing without one", e);
        }
    }

    static Cursor timed(String kind, Instant time, UUID id) {
        return Cursor.of(kind, time.toString(), id.toString());
    }

    static Instant time(List<String> key) {
        return Instant.parse(key.get(0));
    }

    static UUID id(List<String> key) {
        return UUID.fromString(key.get(1));
    }
}
