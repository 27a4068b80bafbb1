package dev.kendall.store.airtable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * A record as Airtable gives it.
 *
 * @param fields its cells by field name, without the empty ones
 */
record AirtableRecord(String id, Instant createdTime, ObjectNode fields) {
    /** The id only: the cells are personal. */
    @Override
    public String toString() {
        return "AirtableRecord[" + id + "]";
    }
}
