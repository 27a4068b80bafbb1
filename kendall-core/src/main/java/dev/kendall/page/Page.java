package dev.kendall.page;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a listing, in the listing's order.
 *
 * @param items the items, never more than were asked for
 * @param next where the next page begins, or null when this is the last
 */
public record Page<T>(List<T> items, @Nullable Cursor next) {
    /** Copies the items. */
    public Page {
        items = List.copyOf(items);
    }

    /** A page with nothing in it and nothing after it. */
    public static <T> Page<T> empty() {
        return new Page<>(List.of(), null);
    }

    /**
     * For backends: the page out of up to {@code limit + 1} rows; the row too many only tells that there is a next page.
     *
     * @param cursor the cursor behind an item
     */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, Cursor> cursor) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        List<T> items = rows.subList(0, limit);
        return new Page<>(items, cursor.apply(items.get(limit - 1)));
    }

    /**
     * Every item of a listing, read page by page as the iteration goes: {@code Page.each(PageRequest.first(500), r ->
     * chat.list(user, thread, r))}. Each iterator starts at the first page.
     */
    public static <T> Iterable<T> each(PageRequest first, Function<PageRequest, Page<T>> listing) {
        return () -> new Iterator<T>() {
            private Page<T> page = listing.apply(first);
            private int index;

            @Override
            public boolean hasNext() {
                while (index == page.items().size()) {
                    Cursor next = page.next();
                    if (next == null) {
                        return false;
                    }
                    page = listing.apply(first.after(next));
                    index = 0;
                }
                return true;
            }

            @Override
            public T next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return page.items().get(index++);
            }
        };
    }
}
