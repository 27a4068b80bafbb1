package dev.kendall.store.airtable;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which records of a table to list.
 *
 * @param filter which, or null for all
 * @param fields which cells of them, by name; empty for all
 * @param sort by which fields; without, the order is arbitrary
 * @param max how many at most over all pages, or 0 for all
 */
record ListQuery(@Nullable Formula filter, List<String> fields, List<Sort> sort, int max) {
    /** A field to sort by, and which end comes first. */
    record Sort(String field, Direction direction) {}

    /** Which end comes first. */
    enum Direction {
        ASC,
        DESC
    }

    static ListQuery all() {
        return new ListQuery(null, List.of(), List.of(), 0);
    }

    static ListQuery where(Formula filter) {
        return new ListQuery(filter, List.of(), List.of(), 0);
    }

    ListQuery sortedBy(String field, Direction direction) {
        return new ListQuery(filter, fields, List.of(new Sort(field, direction)), max);
    }

    ListQuery only(List<String> names) {
        return new ListQuery(filter, names, sort, max);
    }

    ListQuery atMost(int records) {
        return new ListQuery(filter, fields, sort, records);
    }
}
