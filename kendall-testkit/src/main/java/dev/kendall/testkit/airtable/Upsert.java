package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the rows of an upsert by one to three fields, as they were before the request. */
final class Upsert {
    private static final int MOST_FIELDS = 3;
    private static final Set<String> MERGED = Set.of(
            "singleLineText",
            "multilineText",
            "email",
            "phoneNumber",
            "url",
            "number",
            "percent",
            "singleSelect",
            "multipleSelects",
            "date",
            "dateTime");

    private final List<Field> fields;
    private final Map<List<@Nullable Object>, List<String>> rows = new HashMap<>();
    private final Set<List<@Nullable Object>> used = new HashSet<>();

    private Upsert(List<Field> fields) {
        this.fields = fields;
    }

    /** @throws ApiFailure when it names no field, more than three, or one that is computed or of a type that cannot be merged on */
    static Upsert of(JsonNode performUpsert, Table table, BaseState state) {
        JsonNode names = performUpsert.path("fieldsToMergeOn");
        if (!names.isArray() || names.isEmpty() || names.size() > MOST_FIELDS) {
            throw ApiFailure.invalid("fieldsToMergeOn names one to three fields.");
        }
        List<Field> fields = new ArrayList<>();
        for (JsonNode name : names) {
            Field field = table.field(name.asText());
            if (!MERGED.contains(field.type().name())) {
                throw ApiFailure.invalid("the field \"" + field.name() + "\" cannot be merged on.");
            }
            fields.add(field);
        }
        Upsert upsert = new Upsert(fields);
        for (Row row : state.rows(table)) {
            upsert.rows
                    .computeIfAbsent(upsert.key(row), any -> new ArrayList<>())
                    .add(row.id());
        }
        return upsert;
    }

    private List<@Nullable Object> key(Row row) {
        List<@Nullable Object> key = new ArrayList<>();
        fields.forEach(field -> key.add(row.cell(field)));
        return key;
    }

    /**
     * The row that has these values, or nothing when one is to be made.
     *
     * @throws ApiFailure when a value is missing, several rows have them, or an earlier record of the request has
     */
    Optional<String> find(Map<Field, @Nullable Object> cells) {
        List<@Nullable Object> key = new ArrayList<>();
        for (Field field : fields) {
            if (!cells.containsKey(field)) {
                throw ApiFailure.invalid(
                        "a record has no value for the field \"" + field.name() + "\" that is merged on.");
            }
            key.add(cells.get(field));
        }
        if (!used.add(key)) {
            throw ApiFailure.invalid("two records have the same values in the fields that are merged on.");
        }
        List<String> matches = rows.getOrDefault(key, List.of());
        if (matches.size() > 1) {
            throw ApiFailure.invalid("more than one record matches in the fields that are merged on.");
        }
        return matches.stream().findFirst();
    }
}
