package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** One of the options. Sorted in the order of the options, not by name. */
record SingleSelectType(Choices choices) implements FieldType {
    @Override
    public String name() {
        return "singleSelect";
    }

    @Override
    public ObjectNode options() {
        return choices.options();
    }

    @Override
    public @Nullable Object parse(JsonNode given, CellWriting writing) {
        return given.isTextual() && given.asText().isBlank() ? null : choices.require(given, writing);
    }

    @Override
    public JsonNode json(Object value, RowView view) {
        return Json.NODES.textNode((String) value);
    }

    @Override
    public FormulaValue formula(Object value, RowView view) {
        return FormulaValue.of((String) value);
    }

    @Override
    public FormulaValue sortKey(Object value, RowView view) {
        return new FormulaValue.Num(choices.place((String) value));
    }
}
