package dev.kendall.store.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kendall.replica.StoredRow;
import dev.kendall.user.UserId;
import java.util.Map;
import java.util.Set;

/** How one kind of row stands in the legacy fields. Pure: the same record gives the same row, everywhere and always. */
interface RowMapping {
    /**
     * The row that a record is without Kendall's own fields.
     *
     * @throws Unreadable when it is none
     */
    StoredRow fresh(Reading record);

    /** The row in the legacy fields, as far as they hold it, whatever the host's columns take. The owner is left out. */
    Map<AirtableField, JsonNode> cells(StoredRow row);

    /** The stored row after somebody else has changed some of the fields: those as in {@code fresh}, all else as it was, one version on. */
    StoredRow changed(StoredRow stored, StoredRow fresh, Set<AirtableField> fields);

    /** The row as JSON. */
    JsonNode json(StoredRow row);

    /**
     * The row that the JSON describes.
     *
     * @throws IllegalArgumentException when it describes none
     */
    StoredRow row(JsonNode json);

    /** Where in the JSON long texts stand that a legacy field holds as well. */
    Map<String, AirtableField> longTexts();

    /** The row's id, as Kendall's own field has it before it is escaped. */
    default String id(StoredRow row) {
        return row.ref().id();
    }

    /** The user as a row knows it. */
    static UserId user(StoredRow row) {
        return row.ref().user();
    }
}
