package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a request to a base means: its path begins with a table, or in the metadata API with {@code tables}. */
final class BaseRoutes {
    private static final String LIST_RECORDS = "listRecords";

    private BaseRoutes() {}

    static FakeRequest schema(ApiCall call) {
        return new FakeRequest(call.method(), Operation.SCHEMA, "", List.of(), Set.of());
    }

    static FakeRequest records(ApiCall call, Tables tables) {
        Optional<Table> table = tables.find(call.part(0));
        Operation operation = operation(call);
        return new FakeRequest(
                call.method(),
                operation,
                table.map(Table::name).orElse(call.part(0)),
                operation == Operation.LIST ? List.of() : records(call),
                table.map(found -> fields(call, found)).orElse(Set.of()));
    }

    private static Operation operation(ApiCall call) {
        int length = call.path().size();
        boolean isTable = length == 1;
        if (length != 1 && length != 2) {
            return Operation.UNKNOWN;
        }
        return switch (call.method()) {
            case "GET" -> isTable ? Operation.LIST : Operation.READ;
            case "POST" ->
                isTable ? Operation.CREATE : call.part(1).equals(LIST_RECORDS) ? Operation.LIST : Operation.UNKNOWN;
            case "PATCH" -> isUpsert(call, isTable) ? Operation.UPSERT : Operation.UPDATE;
            case "PUT" -> isUpsert(call, isTable) ? Operation.UPSERT : Operation.REPLACE;
            case "DELETE" -> Operation.DELETE;
            default -> Operation.UNKNOWN;
        };
    }

    private static boolean isUpsert(ApiCall call, boolean isTable) {
        return isTable && content(call).path("performUpsert").isObject();
    }

    private static JsonNode content(ApiCall call) {
        JsonNode content = call.content();
        return content == null ? Json.object() : content;
    }

    private static List<String> records(ApiCall call) {
        List<String> records = new ArrayList<>();
        if (call.path().size() == 2) {
            records.add(call.part(1));
        }
        call.query().path("records").forEach(one -> records.add(one.asText()));
        content(call).path("records").forEach(one -> {
            if (one.hasNonNull("id")) {
                records.add(one.path("id").asText());
            }
        });
        return records;
    }

    private static Set<String> fields(ApiCall call, Table table) {
        Set<String> names = new LinkedHashSet<>();
        call.query().path("fields").forEach(one -> names.add(name(one.asText(), table)));
        addFields(content(call), table, names);
        content(call).path("records").forEach(one -> addFields(one, table, names));
        return names;
    }

    private static void addFields(JsonNode from, Table table, Set<String> names) {
        JsonNode fields = from.path("fields");
        if (fields.isArray()) {
            fields.forEach(one -> names.add(name(one.asText(), table)));
        } else {
            fields.fieldNames().forEachRemaining(one -> names.add(name(one, table)));
        }
    }

    private static String name(String nameOrId, Table table) {
        return table.findField(nameOrId).map(Field::name).orElse(nameOrId);
    }
}
