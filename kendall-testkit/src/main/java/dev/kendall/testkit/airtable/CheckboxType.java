package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A box that is checked, or empty: false is never sent. */
record CheckboxType() implements FieldType {
    @Override
    public String name() {
        return "checkbox";
    }

    @Override
    public ObjectNode options() {
        return Json.object().put("icon", "check").put("color", "greenBright");
    }

    @Override
    public @Nullable Object parse(JsonNode given, CellWriting writing) {
        if (!given.isBoolean() && !(writing.typecast() && given.isValueNode())) {
            throw writing.refused();
        }
        boolean checked = given.isBoolean() ? given.booleanValue() : given.asBoolean();
        return checked ? Boolean.TRUE : null;
    }

    @Override
    public JsonNode json(Object value, RowView view) {
        return Json.NODES.booleanNode((Boolean) value);
    }

    @Override
    public FormulaValue formula(Object value, RowView view) {
        return FormulaValue.of((Boolean) value);
    }
}
