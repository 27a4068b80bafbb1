package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A row among all others, so that links and computed fields can be followed. */
record RowView(Tables tables, BaseState state, Table table, Row row) {
    @Nullable
    Object value(Field field) {
        return field.type().value(field, this);
    }

    FormulaValue formula(Field field) {
        Object value = value(field);
        return value == null ? FormulaValue.BLANK : field.type().formula(value, this);
    }

    FormulaValue sortKey(Field field) {
        Object value = value(field);
        return value == null ? FormulaValue.BLANK : field.type().sortKey(value, this);
    }

    /** How the row is called where others link to it: the value of its primary field. */
    String title() {
        return formula(table.primary()).text();
    }

    /** The record as it is sent: empty cells and false are left out. */
    ObjectNode record(Collection<Field> fields, FieldKeys keys) {
        ObjectNode cells = Json.object();
        for (Field field : fields) {
            Object value = value(field);
            if (value != null) {
                JsonNode json = keys.text()
                        ? Json.NODES.textNode(formula(field).text())
                        : field.type().json(value, this);
                cells.set(keys.byId() ? field.id() : field.name(), json);
            }
        }
        return Json.object()
                .put("id", row.id())
                .put("createdTime", Times.text(row.createdTime()))
                .set("fields", cells);
    }
}
