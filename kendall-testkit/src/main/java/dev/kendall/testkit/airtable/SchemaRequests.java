package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The metadata API of one base: the tables, and how tables and fields are made. As there, computed fields cannot be made, and some types
 * need their options.
 */
final class SchemaRequests {
    private static final Map<String, List<String>> NEEDED = Map.of(
            "number", List.of("precision"),
            "percent", List.of("precision"),
            "checkbox", List.of("icon", "color"),
            "singleSelect", List.of("choices"),
            "multipleSelects", List.of("choices"),
            "date", List.of("dateFormat"),
            "dateTime", List.of("timeZone", "dateFormat", "timeFormat"),
            "multipleRecordLinks", List.of("linkedTableId"));
    private static final Set<String> COMPUTED =
            Set.of("formula", "multipleLookupValues", "autoNumber", RowTimeType.CREATED, RowTimeType.MODIFIED);
    private static final Set<String> NO_PRIMARY = Set.of(
            "multipleRecordLinks", "multipleAttachments", "checkbox", "singleSelect", "multipleSelects", "richText");

    private final Tables tables;

    SchemaRequests(Tables tables) {
        this.tables = tables;
    }

    /** The request, its path beginning with {@code tables}. */
    JsonNode answer(ApiCall call) {
        if (!call.part(0).equals("tables")) {
            throw ApiFailure.notFound();
        }
        boolean isFields = call.part(2).equals("fields");
        return switch (call.method() + " " + call.path().size()) {
            case "GET 1" -> list();
            case "POST 1" -> createTable(call.body());
            case "PATCH 2" -> updateTable(tables.get(call.part(1)), call.body());
            case "POST 3" -> isFields ? createField(tables.get(call.part(1)), call.body()) : nothing();
            case "PATCH 4" -> isFields ? updateField(tables.get(call.part(1)), call.part(3), call.body()) : nothing();
            default -> nothing();
        };
    }

    private static JsonNode nothing() {
        throw ApiFailure.notFound();
    }

    private JsonNode list() {
        ArrayNode all = Json.array();
        tables.all().forEach(table -> all.add(table.described()));
        return Json.object().set("tables", all);
    }

    /** All fields are checked before the table is made, so that it is made whole or not at all. */
    private JsonNode createTable(JsonNode body) {
        String name = body.path("name").asText();
        if (name.isBlank() || tables.find(name).isPresent()) {
            throw ApiFailure.unprocessable(
                    "DUPLICATE_TABLE_NAME", "The table name \"" + name + "\" is empty or taken.");
        }
        JsonNode fields = body.path("fields");
        if (!fields.isArray() || fields.isEmpty()) {
            throw ApiFailure.invalid("a table has at least one field.");
        }
        if (NO_PRIMARY.contains(fields.path(0).path("type").asText())) {
            throw ApiFailure.invalid("a field of this type cannot be the first.");
        }
        Set<String> names = new HashSet<>();
        for (JsonNode field : fields) {
            check(field);
            if (!names.add(field.path("name").asText())) {
                throw ApiFailure.unprocessable("DUPLICATE_OR_EMPTY_FIELD_NAME", "Two fields have one name.");
            }
        }
        Table table = tables.add(name);
        try {
            fields.forEach(field -> new FieldCreation(tables, table).add(field));
        } catch (ApiFailure e) {
            tables.all().remove(table);
            throw e;
        }
        return table.described();
    }

    private JsonNode createField(Table table, JsonNode body) {
        check(body);
        return new FieldCreation(tables, table).add(body).described();
    }

    private void check(JsonNode field) {
        String type = field.path("type").asText();
        if (COMPUTED.contains(type)) {
            throw ApiFailure.unprocessable(
                    "UNSUPPORTED_FIELD_TYPE_FOR_CREATE", "Creating " + type + " fields is not supported at this time");
        }
        for (String option : NEEDED.getOrDefault(type, List.of())) {
            if (!field.path("options").hasNonNull(option)) {
                throw ApiFailure.unprocessable(
                        "INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE",
                        "Invalid options for " + type + ": " + option + " is missing");
            }
        }
    }

    /** Changes the name. */
    private static JsonNode updateField(Table table, String nameOrId, JsonNode body) {
        Field field = table.field(nameOrId);
        rename(table, field, body.path("name").asText(field.name()));
        return field.described();
    }

    static void rename(Table table, Field field, String name) {
        if (name.isBlank()
                || table.findField(name).filter(other -> other != field).isPresent()) {
            throw ApiFailure.unprocessable(
                    "DUPLICATE_OR_EMPTY_FIELD_NAME", "The field name \"" + name + "\" is empty or taken.");
        }
        field.rename(name);
    }

    /** Changes the name. */
    JsonNode updateTable(Table table, JsonNode body) {
        String name = body.path("name").asText(table.name());
        if (name.isBlank() || tables.find(name).filter(other -> other != table).isPresent()) {
            throw ApiFailure.unprocessable(
                    "DUPLICATE_TABLE_NAME", "The table name \"" + name + "\" is empty or taken.");
        }
        table.rename(name);
        return table.described();
    }
}
