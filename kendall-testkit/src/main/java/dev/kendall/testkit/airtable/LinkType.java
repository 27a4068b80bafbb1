package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.OrderedPSet;

/**
 * Links to rows of a table, each once. Their ids outside, their titles in a formula. The other side's field, where there is one, always
 * holds the same links; a table that links to itself has none.
 */
final class LinkType implements FieldType {
    private final Table linked;
    private volatile @Nullable Field inverse;

    LinkType(Table linked) {
        this.linked = linked;
    }

    Table linked() {
        return linked;
    }

    @Nullable
    Field inverse() {
        return inverse;
    }

    void inverse(Field inverse) {
        this.inverse = inverse;
    }

    @Override
    public String name() {
        return "multipleRecordLinks";
    }

    @Override
    public ObjectNode options() {
        ObjectNode options = Json.object()
                .put("linkedTableId", linked.id())
                .put("isReversed", false)
                .put("prefersSingleRecordLink", false);
        Field other = inverse;
        return other == null ? options : options.put("inverseLinkFieldId", other.id());
    }

    @Override
    public @Nullable Object parse(JsonNode given, CellWriting writing) {
        JsonNode list = given;
        if (given.isTextual() && writing.typecast()) {
            list = Json.array().add(given);
        }
        if (!list.isArray()) {
            throw writing.refused();
        }
        OrderedPSet<String> links = OrderedPSet.empty();
        for (JsonNode one : list) {
            links = links.plus(target(one, writing));
        }
        return links.isEmpty() ? null : links;
    }

    /** An id, or with typecast a title, of which a row is made when there is none. */
    private String target(JsonNode one, CellWriting writing) {
        if (!one.isTextual()) {
            throw writing.refused();
        }
        String text = one.asText();
        Edit edit = writing.edit();
        if (edit.state().find(linked, text).isPresent()) {
            return text;
        }
        if (Ids.isId("rec", text)) {
            throw ApiFailure.noRow(text);
        }
        if (!writing.typecast()) {
            throw ApiFailure.unprocessable("INVALID_RECORD_ID", "Value \"" + text + "\" is not a valid record ID.");
        }
        return edit.state().rows(linked).stream()
                .filter(row -> edit.view(linked, row).title().equals(text))
                .findFirst()
                .orElseGet(() -> edit.createTitled(linked, text))
                .id();
    }

    @Override
    public JsonNode json(Object value, RowView view) {
        ArrayNode ids = Json.array();
        ids(value).forEach(ids::add);
        return ids;
    }

    @Override
    public FormulaValue formula(Object value, RowView view) {
        return FormulaValue.of(String.join(", ", titles(value, view)));
    }

    private List<String> titles(Object value, RowView view) {
        return rows(value, view).stream().map(RowView::title).toList();
    }

    /** The linked rows, in the order of the links. */
    List<RowView> rows(Object value, RowView view) {
        return ids(value).stream()
                .flatMap(id -> view.state().find(linked, id).stream())
                .map(row -> new RowView(view.tables(), view.state(), linked, row))
                .toList();
    }

    /** The ids in what a cell holds. */
    @SuppressWarnings("unchecked") // Nothing else is stored in such a cell.
    static OrderedPSet<String> ids(@Nullable Object value) {
        return value == null ? OrderedPSet.empty() : (OrderedPSet<String>) value;
    }
}
