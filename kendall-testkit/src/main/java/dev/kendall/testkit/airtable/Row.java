package dev.kendall.testkit.airtable;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.OrderedPSet;

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

    /** With other values in these cells; null empties one. */
    Row with(Map<Field, @Nullable Object> values) {
        Map<String, Object> changed = new LinkedHashMap<>(cells);
        values.forEach((field, value) -> {
            if (value == null) {
                changed.remove(field.id());
            } else {
                changed.put(field.id(), value);
            }
        });
        return withCells(changed);
    }

    /** With other links in this cell. */
    Row with(Field field, OrderedPSet<String> links) {
        Map<String, Object> changed = new LinkedHashMap<>(cells);
        if (links.isEmpty()) {
            changed.remove(field.id());
        } else {
            changed.put(field.id(), links);
        }
        return withCells(changed);
    }

    private Row withCells(Map<String, Object> changed) {
        return new Row(id, number, createdTime, modifiedTime, Collections.unmodifiableMap(changed));
    }

    Row modifiedAt(Instant time) {
        return new Row(id, number, createdTime, time, cells);
    }
}
