package dev.kendall.cutover;

import dev.kendall.replica.StoredRow;
import java.util.SortedMap;

/**
 * Makes rows of two storages comparable: the same thing, kept in two ways, becomes the same texts. Thread-safe. A backend that keeps something
 * in a way of its own puts its own in front: {@code row -> RowNormaliser.lenient().fields(mine(row))}.
 */
@FunctionalInterface
public interface RowNormaliser {
    /** The row's fields by name, each as a text; a field that is absent or empty is left out. */
    SortedMap<String, String> fields(StoredRow row);

    /**
     * Takes for equal: null, empty text, an empty list and absence; texts that differ in line ends, and in space at the end of a line or of the
     * text, as editors of rich text leave it; times in one millisecond; lists without an order of their own, such as tags, in any order; tags in a
     * list and tags in one text with commas. Versions are not compared, nor is a memory's history.
     */
    static RowNormaliser lenient() {
        return LenientFields::of;
    }
}
