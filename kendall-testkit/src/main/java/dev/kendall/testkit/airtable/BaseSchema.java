package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kendall.testkit.airtable.TableSchema.Rank;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The tables of a base that is being described. Not thread-safe. */
public final class BaseSchema {
    private final Map<String, TableSchema> tables = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();

    BaseSchema() {}

    /** Describes a table, or changes the description of one that was described before, by its first name. */
    public BaseSchema table(String name, Consumer<TableSchema> fields) {
        fields.accept(tables.computeIfAbsent(name, any -> new TableSchema()));
        return this;
    }

    /** Calls a table that was described before otherwise; links to it stay, and name it as before. */
    public BaseSchema rename(String name, String to) {
        require(name);
        names.put(name, to);
        return this;
    }

    private TableSchema require(String name) {
        TableSchema table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("There is no table \"" + name + "\" among " + tables.keySet() + ".");
        }
        return table;
    }

    private String nameOf(String declared) {
        return names.getOrDefault(declared, declared);
    }

    /** @throws IllegalArgumentException when the description contradicts itself */
    void build(Tables built) {
        tables.forEach((name, schema) -> {
            if (schema.isEmpty()) {
                throw new IllegalArgumentException("The table \"" + name + "\" has no field.");
            }
            built.add(nameOf(name));
        });
        for (Rank rank : Rank.values()) {
            tables.forEach((name, schema) -> schema.definitions(rank)
                    .forEach(definition -> add(built, built.get(nameOf(name)), schema, definition)));
        }
        tables.forEach((name, schema) -> built.get(nameOf(name)).arrange(schema.names()));
    }

    private void add(Tables built, Table table, TableSchema schema, JsonNode definition) {
        if (definition.path("options") instanceof ObjectNode options) {
            if (options.has("linkedTableId")) {
                String linked = options.path("linkedTableId").asText();
                require(linked);
                options.put("linkedTableId", nameOf(linked));
            }
            if (options.has("recordLinkFieldId")) {
                options.put(
                        "recordLinkFieldId",
                        schema.nameOf(options.path("recordLinkFieldId").asText()));
            }
        }
        try {
            new FieldCreation(built, table).add(definition);
        } catch (ApiFailure e) {
            throw new IllegalArgumentException("In the table \"" + table.name() + "\": " + e.getMessage(), e);
        }
    }
}
