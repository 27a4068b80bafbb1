package dev.kendall.store.postgres;

import dev.kendall.page.Cursor;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The sort keys in cursors. */
final class Keys {
    private Keys() {}

    /** A time and an id. */
    record Timed(Instant time, UUID id) {
        static Timed of(List<String> key) {
            return new Timed(Instant.parse(key.get(0)), UUID.fromString(key.get(1)));
        }

        Cursor cursor(String listing) {
            return Cursor.of(listing, time.toString(), id.toString());
        }
    }

    /** What the cursor says, or null without one. */
    static <K> @Nullable K read(@Nullable Cursor cursor, String listing, int size, Function<List<String>, K> reader) {
        if (cursor == null) {
            return null;
        }
        List<String> key = cursor.key(listing, size);
        try {
            return reader.apply(key);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException("this cursor is damaged; start the listing without one", e);
        }
    }
}
