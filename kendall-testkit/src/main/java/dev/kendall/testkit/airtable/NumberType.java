package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A number, or a share of one as percent. 0 is a value, not an empty cell. */
record NumberType(String name, int precision) implements FieldType {
    private static final double LARGEST_WHOLE = 1L << 53;

    @Override
    public ObjectNode options() {
        return Json.object().put("precision", precision);
    }

    @Override
    public Object parse(JsonNode given, CellWriting writing) {
        if (given.isNumber()) {
            return given.doubleValue();
        }
        if (writing.typecast() && given.isTextual()) {
            try {
                return Double.valueOf(given.asText().strip().replace(",", ""));
            } catch (NumberFormatException e) {
                throw writing.refused();
            }
        }
        throw writing.refused();
    }

    @Override
    public JsonNode json(Object value, RowView view) {
        return number((Double) value);
    }

    /** Whole numbers without a point, and what is no number as Airtable marks it. */
    static JsonNode number(double value) {
        if (!Double.isFinite(value)) {
            return Json.object().put("specialValue", String.valueOf(value));
        }
        if (value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE) {
            return Json.NODES.numberNode((long) value);
        }
        return Json.NODES.numberNode(value);
    }

    @Override
    public FormulaValue formula(Object value, RowView view) {
        return new FormulaValue.Num((Double) value);
    }
}
