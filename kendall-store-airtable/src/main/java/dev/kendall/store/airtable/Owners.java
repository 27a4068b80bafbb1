package dev.kendall.store.airtable;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Whose a legacy record is: the field that says so, and what it says. */
final class Owners {
    private static final Map<AirtableTable, AirtableField> FIELDS = Map.of(
            AirtableTable.MESSAGES, AirtableField.MESSAGE_OWNER,
            AirtableTable.CONTACTS, AirtableField.CONTACT_OWNER,
            AirtableTable.PATTERNS, AirtableField.PATTERN_OWNER,
            AirtableTable.MEMORIES, AirtableField.MEMORY_OWNER);

    private Owners() {}

    static boolean isOwner(AirtableField field) {
        return field == FIELDS.get(field.table());
    }

    /** The column of a table that has owners. */
    static Column column(TableLayout table) {
        return requireNonNull(table.column(field(table)));
    }

    static AirtableField field(TableLayout table) {
        return requireNonNull(FIELDS.get(table.table()));
    }

    /**
     * The one owner that the record names: the id of a user's record, or whatever else the text says.
     *
     * @throws Unreadable when there is none, or several
     */
    static String of(TableLayout table, AirtableRecord record) {
        Column column = column(table);
        JsonNode value = record.fields().path(column.name());
        if (CellValues.isEmpty(value)) {
            throw new Unreadable(column.name(), "it names no user; was the user's record deleted?");
        } else if (value.isArray() && value.size() > 1) {
            throw new Unreadable(column.name(), "it names " + value.size() + " users, and a row belongs to one");
        }
        return value.isArray() ? value.get(0).asText() : value.asText().strip();
    }
}
