package dev.kendall.store.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kendall.failure.StorageRefused;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The host's base as the field map and its schema say it is. Immutable. */
final class Layout {
    private final Map<AirtableTable, TableLayout> tables;
    private final List<String> missing;

    private Layout(Map<AirtableTable, TableLayout> tables, List<String> missing) {
        this.tables = tables;
        this.missing = missing;
    }

    /** What a schema has, found by the map's names or ids. */
    static Layout of(FieldMap map, JsonNode schema) {
        Map<AirtableTable, TableLayout> tables = new EnumMap<>(AirtableTable.class);
        Map<String, AirtableTable> used = new HashMap<>();
        List<String> missing = new ArrayList<>();
        for (AirtableTable table : AirtableTable.values()) {
            JsonNode found = find(schema, List.of(map.table(table)));
            if (found == null) {
                if (table != AirtableTable.THREADS) {
                    missing.add("the base has no table '" + map.table(table) + "' for " + table
                            + "; name the right one with FieldMap.builder().table(AirtableTable." + table + ", \"…\")");
                }
                continue;
            }
            AirtableTable other = used.put(found.path("id").asText(), table);
            if (other != null) {
                // One by name and one by id.
                throw FieldMap.sameTable(other, table, found.path("name").asText());
            }
            tables.put(table, table(map, table, found, missing));
        }
        return new Layout(tables, missing);
    }

    private static TableLayout table(FieldMap map, AirtableTable table, JsonNode found, List<String> missing) {
        String name = found.path("name").asText();
        Map<AirtableField, Column> columns = new EnumMap<>(AirtableField.class);
        for (AirtableField field : AirtableField.of(table)) {
            JsonNode column = find(found.path("fields"), map.names(field));
            if (column != null) {
                columns.put(field, column(column));
            } else if (field.isRequired()) {
                missing.add("table '" + name + "' has no field '"
                        + map.names(field).get(0) + "'; name the right one with " + FieldMap.setting(field));
            }
        }
        Set<KendallField> kendall = EnumSet.noneOf(KendallField.class);
        for (KendallField own : KendallField.values()) {
            if (find(found.path("fields"), List.of(own.title())) != null) {
                kendall.add(own);
            }
        }
        return new TableLayout(
                table, map.table(table), name, columns, kendall, primary(found), userId(map, table, found, missing));
    }

    private static @Nullable String userId(FieldMap map, AirtableTable table, JsonNode found, List<String> missing) {
        String wanted = map.userIdField();
        if (table != AirtableTable.USERS || wanted == null) {
            return null;
        }
        JsonNode column = find(found.path("fields"), List.of(wanted));
        if (column == null) {
            missing.add("table '" + found.path("name").asText() + "' has no field '" + wanted
                    + "'; name the right one with FieldMap.builder().userIdField(\"…\")");
            return null;
        }
        return column.path("name").asText();
    }

    private static @Nullable JsonNode find(JsonNode among, Collection<String> names) {
        for (String name : names) {
            for (JsonNode each : among) {
                if (each.path("name").asText().equals(name)
                        || each.path("id").asText().equals(name)) {
                    return each;
                }
            }
        }
        return null;
    }

    private static String primary(JsonNode table) {
        JsonNode field =
                find(table.path("fields"), List.of(table.path("primaryFieldId").asText()));
        return field == null ? "" : field.path("name").asText();
    }

    private static Column column(JsonNode field) {
        Set<String> choices = null;
        if (field.path("options").has("choices")) {
            choices = new LinkedHashSet<>();
            for (JsonNode choice : field.path("options").path("choices")) {
                choices.add(choice.path("name").asText());
            }
        }
        return new Column(field.path("name").asText(), field.path("type").asText(), choices);
    }

    /** What is missing that cannot be done without, a sentence each. */
    List<String> missing() {
        return missing;
    }

    @Nullable
    TableLayout find(AirtableTable table) {
        return tables.get(table);
    }

    /** Whether Kendall's own table of threads is there, with its fields. */
    boolean hasThreads() {
        TableLayout threads = tables.get(AirtableTable.THREADS);
        return threads != null && threads.isExtended();
    }

    TableLayout get(AirtableTable table) {
        TableLayout layout = tables.get(table);
        if (layout == null) {
            throw new StorageRefused(
                    "the base has no table for " + table + "; AirtableSetup says what is missing", null);
        }
        return layout;
    }

    /**
     * Checks that every legacy table is there with what no row can do without.
     *
     * @throws StorageRefused when not; says the first thing that is missing, and how many more
     */
    Layout checked() {
        if (!missing.isEmpty()) {
            int more = missing.size() - 1;
            throw new StorageRefused(
                    missing.get(0) + (more == 0 ? "" : " (and " + more + " more; AirtableSetup lists them)"), null);
        }
        return this;
    }
}
