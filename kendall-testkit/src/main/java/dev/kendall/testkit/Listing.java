package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import dev.kendall.page.Cursor;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** A paged listing under test. */
@FunctionalInterface
interface Listing<T> {
    Page<T> read(PageRequest request);

    /** The first {@code limit} items. */
    default Page<T> first(int limit) {
        return read(PageRequest.first(limit));
    }

    /** Every item, read in one page. */
    default List<T> all() {
        return first(PageRequest.MAX_LIMIT).items();
    }

    /** The page behind {@code page}. */
    default List<T> after(Page<T> page) {
        return read(PageRequest.first(PageRequest.MAX_LIMIT).after(next(page))).items();
    }

    /** Gives exactly these items in this order, whatever the size of the pages; only the last page says that it is the last. */
    default void assertGives(List<T> expected) {
        for (int size : List.of(1, 2, 3, expected.size() + 1)) {
            List<T> seen = new ArrayList<>();
            PageRequest request = PageRequest.first(size);
            Page<T> page = read(request);
            seen.addAll(page.items());
            while (page.next() != null) {
                assertThat(page.items())
                        .as("a page that is not the last, of size %s", size)
                        .hasSize(size);
                if (seen.size() > expected.size()) {
                    fail(
                            "pages of size %s never end: more than %s items, beginning with %s",
                            size, expected.size(), seen);
                }
                page = read(request.after(page.next()));
                assertThat(page.items()).as("a page announced by a cursor").isNotEmpty();
                seen.addAll(page.items());
            }
            assertThat(seen).as("all pages of size %s", size).containsExactlyElementsOf(expected);
        }
    }

    /** Refuses cursors of another listing and damaged ones. The listing must have two items. */
    default void assertRefusesForeignCursors() {
        Cursor own = next(first(1));
        for (Cursor cursor : List.of(
                new Cursor("%%%"),
                new Cursor("AAAA"),
                new Cursor(own.token() + "!"),
                Cursor.of("no such listing", "1", "2", "3"),
                withoutKey(own),
                withNul(own))) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .as("cursor with the plain text %s", plain(cursor))
                    .isThrownBy(() -> read(PageRequest.first(10).after(cursor)));
        }
    }

    private static Cursor withoutKey(Cursor cursor) {
        return cursor(plain(cursor).lines().limit(2).collect(Collectors.joining("\n")));
    }

    private static Cursor withNul(Cursor cursor) {
        List<String> lines = plain(cursor).lines().collect(Collectors.toCollection(ArrayList::new));
        lines.subList(2, lines.size()).replaceAll(part -> "\0");
        return cursor(String.join("\n", lines));
    }

    private static Cursor cursor(String plain) {
        return new Cursor(
                Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8)));
    }

    private static String plain(Cursor cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor.token()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return cursor.token();
        }
    }

    private static Cursor next(Page<?> page) {
        Cursor next = page.next();
        if (next == null) {
            throw new AssertionError("there is no page behind this one: " + page.items());
        }
        return next;
    }
}
