package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What a field's cells hold and how they look outside. */
interface FieldType {
    /** As the metadata API calls it. */
    String name();

    /** What the metadata API says besides. */
    default ObjectNode options() {
        return Json.object();
    }

    /** Whether the value follows from other things, and so cannot be written. */
    default boolean isComputed() {
        return false;
    }

    /** What null makes of a cell. */
    default @Nullable Object cleared() {
        return null;
    }

    /**
     * What is stored for a value that is not null.
     *
     * @return null for a value that leaves the cell empty, such as ""
     * @throws ApiFailure when the field takes no such value
     */
    @Nullable
    Object parse(JsonNode given, CellWriting writing);

    /** What the cell of this row holds. */
    default @Nullable Object value(Field field, RowView view) {
        return view.row().cell(field);
    }

    /** The value as a record shows it. */
    JsonNode json(Object value, RowView view);

    /** The value as a formula sees it. */
    FormulaValue formula(Object value, RowView view);

    /** What a sort compares. */
    default FormulaValue sortKey(Object value, RowView view) {
        return formula(value, view);
    }
}
