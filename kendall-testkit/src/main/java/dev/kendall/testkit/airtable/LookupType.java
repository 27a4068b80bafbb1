package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of one field of the linked rows, always as an array. Lists among them are opened. */
record LookupType(Field link, Field looked) implements ComputedType {
    @Override
    public String name() {
        return "multipleLookupValues";
    }

    @Override
    public ObjectNode options() {
        return Json.object()
                .put("isValid", true)
                .put("recordLinkFieldId", link.id())
                .put("fieldIdInLinkedTable", looked.id());
    }

    @Override
    public @Nullable Object value(Field field, RowView view) {
        Object links = view.value(link);
        if (links == null || !(link.type() instanceof LinkType type)) {
            return null;
        }
        List<RowView> rows = type.rows(links, view).stream()
                .filter(row -> row.value(looked) != null)
                .toList();
        return rows.isEmpty() ? null : rows;
    }

    @Override
    public JsonNode json(Object value, RowView view) {
        ArrayNode array = Json.array();
        for (RowView row : rows(value)) {
            Object one = row.value(looked);
            JsonNode json = one == null ? Json.NODES.nullNode() : looked.type().json(one, row);
            if (json.isArray()) {
                json.forEach(array::add);
            } else {
                array.add(json);
            }
        }
        return array;
    }

    @Override
    public FormulaValue formula(Object value, RowView view) {
        List<String> texts = new ArrayList<>();
        rows(value).forEach(row -> texts.add(row.formula(looked).text()));
        return FormulaValue.of(String.join(", ", texts));
    }

    private static List<RowView> rows(Object value) {
        return ((List<?>) value).stream().map(RowView.class::cast).toList();
    }
}
