package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a list asks for. It comes as a query or as a body, with the same names; names that are unknown are passed over. */
record ListQuery(
        List<Field> fields,
        @Nullable Expression filter,
        List<Sort> sorts,
        @Nullable String view,
        int maxRecords,
        int pageSize,
        @Nullable String offset,
        FieldKeys keys) {
    private static final int LARGEST_PAGE = 100;

    /** One criterion of the order. */
    record Sort(Field field, boolean descending) {}

    /** @throws ApiFailure when something is not as it must be */
    static ListQuery from(JsonNode asked, Table table) {
        return new ListQuery(
                fields(asked, table),
                filter(asked, table),
                sorts(asked, table),
                view(asked, table),
                number(asked, "maxRecords", Integer.MAX_VALUE, Integer.MAX_VALUE),
                number(asked, "pageSize", LARGEST_PAGE, LARGEST_PAGE),
                asked.hasNonNull("offset") ? asked.path("offset").asText() : null,
                new FieldKeys(asked.path("returnFieldsByFieldId").asBoolean(), isText(asked)));
    }

    private static boolean isText(JsonNode asked) {
        String format = asked.path("cellFormat").asText("json");
        if (format.equals("json")) {
            return false;
        }
        if (!format.equals("string") || !asked.hasNonNull("timeZone") || !asked.hasNonNull("userLocale")) {
            throw ApiFailure.invalid("cellFormat is json, or string together with timeZone and userLocale.");
        }
        return true;
    }

    private static List<Field> fields(JsonNode asked, Table table) {
        JsonNode given = asked.path("fields");
        if (given.isTextual()) {
            return List.of(table.field(given.asText()));
        }
        List<Field> fields = new ArrayList<>();
        given.forEach(one -> fields.add(table.field(one.asText())));
        return fields.isEmpty() && !given.isArray() ? List.copyOf(table.fields()) : fields;
    }

    private static @Nullable Expression filter(JsonNode asked, Table table) {
        String formula = asked.path("filterByFormula").asText("");
        if (formula.isBlank()) {
            return null;
        }
        try {
            return FormulaParser.parse(formula, table);
        } catch (FormulaSyntaxException e) {
            throw ApiFailure.formula(String.valueOf(e.getMessage()));
        }
    }

    private static List<Sort> sorts(JsonNode asked, Table table) {
        List<Sort> sorts = new ArrayList<>();
        for (JsonNode one : asked.path("sort")) {
            String direction = one.path("direction").asText("asc");
            if (!direction.equals("asc") && !direction.equals("desc")) {
                throw ApiFailure.invalid("a direction of sort is asc or desc.");
            }
            sorts.add(new Sort(table.field(one.path("field").asText()), direction.equals("desc")));
        }
        return sorts;
    }

    private static @Nullable String view(JsonNode asked, Table table) {
        String view = asked.path("view").asText("");
        if (view.isEmpty()) {
            return null;
        }
        if (!table.hasView(view)) {
            throw ApiFailure.unprocessable("VIEW_NAME_NOT_FOUND", "View " + view + " not found");
        }
        return view;
    }

    /** At least 1. */
    private static int number(JsonNode asked, String name, int absent, int most) {
        JsonNode given = asked.path(name);
        if (given.isMissingNode() || given.isNull()) {
            return absent;
        }
        try {
            int number = Integer.parseInt(given.asText());
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // As a number that is out of range.
        }
        throw ApiFailure.invalid("parameter validation failed for " + name + ". Check your request data.");
    }
}
