package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A moment, cut to whole milliseconds. Takes ISO 8601; without an offset UTC is meant. */
record DateTimeType() implements FieldType {
    @Override
    public String name() {
        return "dateTime";
    }

    @Override
    public ObjectNode options() {
        ObjectNode options = Json.object().put("timeZone", "utc");
        options.set("dateFormat", dateFormat());
        options.set("timeFormat", Json.object().put("name", "24hour").put("format", "HH:mm"));
        return options;
    }

    static ObjectNode dateFormat() {
        return Json.object().put("name", "iso").put("format", "YYYY-MM-DD");
    }

    @Override
    public Object parse(JsonNode given, CellWriting writing) {
        if (!given.isTextual()) {
            throw writing.refused();
        }
        return Times.read(given.asText())
                .map(moment -> moment.truncatedTo(ChronoUnit.MILLIS))
                .orElseThrow(writing::refused);
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
