package dev.kendall.testkit.differential;

import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.Stores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A paged listing, which each storage goes on with where itself said so, whatever has happened since. */
final class Listing {
    /** More than is ever stored: a listing that gives more items goes round in circles. */
    private static final int MOST_ITEMS = 10_000;

    private final String method;
    private final List<@Nullable Object> arguments;
    private final BiFunction<Stores, PageRequest, Page<?>> read;

    Listing(String method, BiFunction<Stores, PageRequest, Page<?>> read, @Nullable Object... arguments) {
        this.method = method;
        this.read = read;
        this.arguments = Arrays.asList(arguments);
    }

    /** A page of a listing; where the next one begins is the storage's own affair. */
    record Part(Listing listing, List<?> items, boolean more) {}

    /** The next page, which is the first one when there was none yet. */
    Call page(int limit) {
        return call("page of " + limit, side -> {
            Page<?> page = read.apply(
                    side.stores(), new PageRequest(limit, side.bookmarks().get(this)));
            side.bookmarks().put(this, page.next());
            return new Plain(new Part(this, page.items(), page.next() != null));
        });
    }

    /** A page behind where the other listing goes on. */
    Call pageBehind(Listing other) {
        return call("page behind the cursor of " + other, side -> {
            PageRequest request = new PageRequest(3, side.bookmarks().get(other));
            return new Plain(read.apply(side.stores(), request).items());
        });
    }

    /** All pages, one after the other. */
    Call pages(int limit) {
        return call("all pages of " + limit, side -> {
            Page<?> page = read.apply(side.stores(), PageRequest.first(limit));
            List<Object> items = new ArrayList<>(page.items());
            while (page.next() != null && items.size() < MOST_ITEMS) {
                page = read.apply(side.stores(), PageRequest.first(limit).after(page.next()));
                items.addAll(page.items());
            }
            return new Plain(items);
        });
    }

    private Call call(String which, Function<Side, Answer> work) {
        return new Call(method + ", " + which, arguments, work);
    }

    /** Whether the two are listings of the same kind of thing, which may share cursors. */
    boolean isLike(Listing other) {
        return method.equals(other.method);
    }

    @Override
    public String toString() {
        return method;
    }
}
