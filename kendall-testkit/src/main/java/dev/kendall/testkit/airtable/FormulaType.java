package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A field with a formula. An error arrives as {@code {"error":"#ERROR!"}}, no number as {@code {"specialValue":"NaN"}}. */
record FormulaType(String formula, Expression expression) implements ComputedType {
    @Override
    public String name() {
        return "formula";
    }

    @Override
    public ObjectNode options() {
        return Json.object().put("isValid", true).put("formula", formula);
    }

    @Override
    public @Nullable Object value(Field field, RowView view) {
        FormulaValue value = expression.in(view);
        return value instanceof FormulaValue.Blank ? null : value;
    }

    @Override
    public JsonNode json(Object value, RowView view) {
        return json((FormulaValue) value);
    }

    static JsonNode json(FormulaValue value) {
        if (value instanceof FormulaValue.Failure) {
            return Json.object().put("error", "#ERROR!");
        }
        return value instanceof FormulaValue.Num number
                ? NumberType.number(number.value())
                : Json.NODES.textNode(value.text());
    }

    @Override
    public FormulaValue formula(Object value, RowView view) {
        return (FormulaValue) value;
    }
}
