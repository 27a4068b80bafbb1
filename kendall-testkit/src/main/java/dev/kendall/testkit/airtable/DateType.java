package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A day. Takes a date, or a moment of which the day in UTC is kept. */
record DateType() implements FieldType {
    @Override
    public String name() {
        return "date";
    }

    @Override
    public ObjectNode options() {
        return Json.object().set("dateFormat", DateTimeType.dateFormat());
    }

    @Override
    public Object parse(JsonNode given, CellWriting writing) {
        if (!given.isTextual()) {
            throw writing.refused();
        }
        return Times.read(given.asText())
                .map(moment -> LocalDate.ofInstant(moment, ZoneOffset.UTC))
                .orElseThrow(writing::refused);
    }

    @Override
    public JsonNode json(Object value, RowView view) {
        return Json.NODES.textNode(value.toString());
    }

    @Override
    public FormulaValue formula(Object value, RowView view) {
        return new FormulaValue.Moment(((LocalDate) value).atStartOfDay().toInstant(ZoneOffset.UTC));
    }
}
