package dev.kendall.store.airtable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What a record is to hold.
 *
 * @param recordId which record, or null when it is found or created by other fields
 * @param fields the cells by field name; null clears one, and what is not named stays
 */
record RecordWrite(@Nullable String recordId, ObjectNode fields) {
    /** The id only: the cells are personal. */
    @Override
    public String toString() {
        return "RecordWrite[" + recordId + "]";
    }
}
