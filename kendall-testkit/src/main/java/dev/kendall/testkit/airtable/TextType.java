package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Text as it is given: singleLineText, multilineText, email, phoneNumber and url, none of which Airtable checks. */
record TextType(String name) implements FieldType {
    @Override
    public @Nullable Object parse(JsonNode given, CellWriting writing) {
        return stored(given, writing);
    }

    static @Nullable String stored(JsonNode given, CellWriting writing) {
        if (!given.isTextual() && !(writing.typecast() && given.isValueNode())) {
            throw writing.refused();
        }
        String text = given.asText();
        if (text.length() > writing.edit().tables().longestText()) {
            throw writing.refused();
        }
        return text.isEmpty() ? null : text;
    }

    @Override
    public JsonNode json(Object value, RowView view) {
        return Json.NODES.textNode((String) value);
    }

    @Override
    public FormulaValue formula(Object value, RowView view) {
        return FormulaValue.of((String) value);
    }
}
