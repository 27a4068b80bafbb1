package dev.kendall.testkit.airtable;

import java.util.List;
import java.util.Set;

/**
 * A request to a base, as faults and the log see it.
 *
 * @param method such as {@code GET}
 * @param table the table's name, also when it was named by its id; as it was given when there is none; empty in the metadata API
 * @param records the ids of rows that the request names, in their order
 * @param fields the names of the fields that it writes, or that a list asks for
 */
public record FakeRequest(String method, Operation operation, String table, List<String> records, Set<String> fields) {
    /** Copies the collections. */
    public FakeRequest {
        records = List.copyOf(records);
        fields = Set.copyOf(fields);
    }

    /** Whether rows may change. */
    public boolean isWrite() {
        return operation.isWrite();
    }

    /** Whether it is about this table. */
    public boolean isTo(String table) {
        return this.table.equals(table);
    }

    /** Whether it writes this field, or asks for it. */
    public boolean names(String field) {
        return fields.contains(field);
    }
}
