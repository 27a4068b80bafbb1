package dev.kendall.testkit.airtable;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row. Immutable.
 *
 * @param number the place in the order of insertion, from 1; what an autoNumber field shows
 * @param createdTime whole seconds
 * @param modifiedTime whole seconds; at first the time of creation
 * @param cells what is stored, by field id; an empty cell has no entry
 */
record Row(String id, long number, Instant createdTime, Instant modifiedTime, Map<String, Object> cells) {
    @Nullable
    Object cell(Field field) {
        return cells.get(field.id());
    }

    /** With another value in one cell, or none. */
    Row with(Field field, @Nullable Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(cells);
        if (value == null) {
            changed.remove(field.id());
        } else {
            changed.put(field.id(), value);
        }
        return new Row(id, number, createdTime, modifiedTime, Collections.unmodifiableMap(changed));
    }

    Row modifiedAt(Instant time) {
        return new Row(id, number, createdTime, time, cells);
    }
}
