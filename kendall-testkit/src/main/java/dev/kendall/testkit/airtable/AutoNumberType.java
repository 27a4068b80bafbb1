package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;

/** The row's place in the order of insertion, from 1. */
record AutoNumberType() implements ComputedType {
    @Override
    public String name() {
        return "autoNumber";
    }

    @Override
    public Object value(Field field, RowView view) {
        return view.row().number();
    }

    @Override
    public JsonNode json(Object value, RowView view) {
        return Json.NODES.numberNode((Long) value);
    }

    @Override
    public FormulaValue formula(Object value, RowView view) {
        return new FormulaValue.Num((Long) value);
    }
}
