package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When the row was made or last changed, in whole seconds. */
record RowTimeType(String name) implements ComputedType {
    static final String CREATED = "createdTime";
    static final String MODIFIED = "lastModifiedTime";

    @Override
    public @Nullable Object value(Field field, RowView view) {
        return name.equals(CREATED) ? view.row().createdTime() : view.row().modifiedTime();
    }

    @Override
    public JsonNode json(Object value, RowView view) {
        return Json.NODES.textNode(Times.text((Instant) value));
    }

    @Override
    public FormulaValue formula(Object value, RowView view) {
        return new FormulaValue.Moment((Instant) value);
    }
}
