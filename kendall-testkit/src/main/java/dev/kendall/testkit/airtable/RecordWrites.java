package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the requests that write do to a batch, and what they answer. The batch takes effect only when nothing is thrown. */
final class RecordWrites {
    private final Table table;
    private final Edit edit;

    RecordWrites(Table table, Edit edit) {
        this.table = table;
        this.edit = edit;
    }

    JsonNode create(JsonNode body) {
        WriteRequest request = WriteRequest.from(body, null);
        List<String> ids = new ArrayList<>();
        for (WriteRequest.Given given : request.records()) {
            ids.add(edit.create(table, given.cells(table, edit, request.typecast()))
                    .id());
        }
        return shown(request, ids);
    }

    /**
     * The row that the path names.
     *
     * @param clearing whether cells that are not given become empty (PUT)
     */
    JsonNode updateOne(JsonNode body, String id, boolean clearing) {
        if (edit.state().find(table, id).isEmpty()) {
            throw ApiFailure.noRecord(id);
        }
        WriteRequest request = WriteRequest.from(body, id);
        Map<Field, @Nullable Object> cells = request.records().get(0).cells(table, edit, request.typecast());
        return shown(request, List.of(change(id, cells, clearing)));
    }

    /**
     * The rows that the body names, or describes for an upsert.
     *
     * @param clearing whether cells that are not given become empty (PUT)
     */
    JsonNode update(JsonNode body, boolean clearing) {
        WriteRequest request = WriteRequest.from(body, null);
        JsonNode performUpsert = body.path("performUpsert");
        if (performUpsert.isObject()) {
            return upsert(request, Upsert.of(performUpsert, table, edit.state()), clearing);
        }
        List<String> ids = new ArrayList<>();
        for (WriteRequest.Given given : request.records()) {
            if (given.id() == null) {
                throw ApiFailure.invalid("a record has no id.");
            }
            ids.add(change(given.id(), given.cells(table, edit, request.typecast()), clearing));
        }
        return shown(request, ids);
    }

    private JsonNode upsert(WriteRequest request, Upsert upsert, boolean clearing) {
        List<String> ids = new ArrayList<>();
        ArrayNode created = Json.array();
        ArrayNode updated = Json.array();
        for (WriteRequest.Given given : request.records()) {
            Map<Field, @Nullable Object> cells = given.cells(table, edit, request.typecast());
            String found = given.id() != null ? given.id() : upsert.find(cells).orElse(null);
            String id = found == null ? edit.create(table, cells).id() : change(found, cells, clearing);
            ids.add(id);
            (found == null ? created : updated).add(id);
        }
        ObjectNode answer = shown(request, ids);
        answer.set("createdRecords", created);
        answer.set("updatedRecords", updated);
        return answer;
    }

    private String change(String id, Map<Field, @Nullable Object> given, boolean clearing) {
        Row row = edit.state().find(table, id).orElseThrow(() -> ApiFailure.noRow(id));
        Map<Field, @Nullable Object> cells = new LinkedHashMap<>(given);
        if (clearing) {
            for (Field field : table.fields()) {
                if (!given.containsKey(field) && row.cell(field) != null) {
                    cells.put(field, field.type().cleared());
                }
            }
        }
        return edit.update(table, id, cells).id();
    }

    private ObjectNode shown(WriteRequest request, List<String> ids) {
        ArrayNode records = Json.array();
        for (String id : ids) {
            Row row = edit.state().find(table, id).orElseThrow(() -> ApiFailure.noRow(id));
            records.add(edit.view(table, row).record(table.fields(), request.keys()));
        }
        return request.single() && records.get(0) instanceof ObjectNode one
                ? one
                : Json.object().set("records", records);
    }

    /** The row that the path names. */
    JsonNode delete(String id) {
        if (edit.state().find(table, id).isEmpty()) {
            throw ApiFailure.noRecord(id);
        }
        edit.delete(table, id);
        return deleted(id);
    }

    /** The rows that the query names. */
    JsonNode deleteAll(JsonNode query) {
        JsonNode named = query.path("records");
        JsonNode list = named.isTextual() ? Json.array().add(named) : named;
        if (!list.isArray() || list.isEmpty()) {
            throw ApiFailure.unprocessable("INVALID_REQUEST_MISSING_FIELDS", "The query names no records.");
        }
        if (list.size() > WriteRequest.MOST_RECORDS) {
            throw ApiFailure.tooManyRecords();
        }
        ArrayNode records = Json.array();
        for (JsonNode one : list) {
            edit.delete(table, one.asText());
            records.add(deleted(one.asText()));
        }
        return Json.object().set("records", records);
    }

    private static ObjectNode deleted(String id) {
        return Json.object().put("id", id).put("deleted", true);
    }
}
