package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The body of a request that writes rows: {@code fields} for one row, or {@code records} for up to ten. */
record WriteRequest(List<Given> records, boolean single, boolean typecast, FieldKeys keys) {
    static final int MOST_RECORDS = 10;

    /** One row of the body; without an id it is to be made, or to be found by an upsert. */
    record Given(@Nullable String id, ObjectNode fields) {
        /** What is to be stored, by field. */
        Map<Field, @Nullable Object> cells(Table table, Edit edit, boolean typecast) {
            Map<Field, @Nullable Object> cells = new LinkedHashMap<>();
            fields.properties().forEach(entry -> {
                Field field = table.field(entry.getKey());
                cells.put(field, field.parse(entry.getValue(), new CellWriting(field, typecast, edit)));
            });
            return cells;
        }
    }

    /**
     * @param id of the row that the path names; null when it names none
     * @throws ApiFailure when the body has not that form
     */
    static WriteRequest from(JsonNode body, @Nullable String id) {
        FieldKeys keys = new FieldKeys(body.path("returnFieldsByFieldId").asBoolean(), false);
        boolean typecast = body.path("typecast").asBoolean();
        if (id != null || !body.has("records")) {
            return new WriteRequest(List.of(new Given(id, fields(body))), true, typecast, keys);
        }
        JsonNode list = body.path("records");
        if (!list.isArray() || list.isEmpty()) {
            throw ApiFailure.unprocessable(
                    "INVALID_REQUEST_MISSING_FIELDS", "The records are no list, or it is empty.");
        }
        if (list.size() > MOST_RECORDS) {
            throw ApiFailure.tooManyRecords();
        }
        List<Given> records = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode one : list) {
            String own = one.hasNonNull("id") ? one.path("id").asText() : null;
            if (own != null && !ids.add(own)) {
                throw ApiFailure.invalid("the record " + own + " cannot be updated twice in one request.");
            }
            records.add(new Given(own, fields(one)));
        }
        return new WriteRequest(records, false, typecast, keys);
    }

    private static ObjectNode fields(JsonNode from) {
        if (from.path("fields") instanceof ObjectNode fields) {
            return fields;
        }
        throw ApiFailure.unprocessable(
                "INVALID_REQUEST_MISSING_FIELDS", "Could not find field \"fields\" in the request body");
    }
}
