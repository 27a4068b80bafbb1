package dev.kendall.store.airtable;

import dev.kendall.entity.ExternalId;
import dev.kendall.replica.StoredRow;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record of the base, and what became of it: a row, or the reason why not.
 *
 * @param tableName what the table is called in the base
 * @param created when the record was created, in whole seconds
 * @param row the row, or null when the record was rejected
 * @param notes what had to be filled in, and what is kept elsewhere than expected
 * @param rejected why there is no row, or null when there is one
 */
public record ExportedRecord(
        AirtableTable table,
        String tableName,
        String recordId,
        Instant created,
        @Nullable StoredRow row,
        List<FieldNote> notes,
        @Nullable RejectedRecord rejected) {
    /** Checks that there is either a row or a reason, and copies the notes. */
    public ExportedRecord {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(tableName, "tableName");
        Objects.requireNonNull(recordId, "recordId");
        Objects.requireNonNull(created, "created");
        notes = List.copyOf(notes);
        if ((row == null) == (rejected == null)) {
            throw new IllegalArgumentException("record " + recordId + " needs a row or the reason why there is none");
        }
    }

    /** What the row is called in other systems: the record's id, by the table's name. */
    public ExternalId externalId() {
        return externalId(tableName, recordId);
    }

    static ExternalId externalId(String tableName, String recordId) {
        String system = "airtable/" + tableName;
        return ExternalId.of(system.length() > 64 ? system.substring(0, 64) : system, recordId);
    }

    /** The ids only: the row is personal. */
    @Override
    public String toString() {
        return "ExportedRecord[" + tableName + "/" + recordId + (rejected == null ? "" : ", rejected") + "]";
    }
}
