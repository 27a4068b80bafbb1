package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Several of the options, each once, in the order given. With typecast also as one text with commas. */
record MultipleSelectsType(Choices choices) implements FieldType {
    @Override
    public String name() {
        return "multipleSelects";
    }

    @Override
    public ObjectNode options() {
        return choices.options();
    }

    @Override
    public @Nullable Object parse(JsonNode given, CellWriting writing) {
        JsonNode list = given;
        if (given.isTextual() && writing.typecast()) {
            ArrayNode cut = Json.array();
            Arrays.stream(given.asText().split(",", -1))
                    .filter(part -> !part.isBlank())
                    .forEach(cut::add);
            list = cut;
        }
        if (!list.isArray()) {
            throw writing.refused();
        }
        Set<String> chosen = new LinkedHashSet<>();
        list.forEach(one -> chosen.add(choices.require(one, writing)));
        return chosen.isEmpty() ? null : List.copyOf(chosen);
    }

    @Override
    public JsonNode json(Object value, RowView view) {
        ArrayNode array = Json.array();
        ((Collection<?>) value).forEach(one -> array.add((String) one));
        return array;
    }

    @Override
    public FormulaValue formula(Object value, RowView view) {
        return FormulaValue.of(String.join(
                ", ", ((Collection<?>) value).stream().map(String::valueOf).toList()));
    }
}
