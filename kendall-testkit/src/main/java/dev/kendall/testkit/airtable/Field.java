package dev.kendall.testkit.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A column: its id survives a change of its name. */
final class Field {
    private final String id;
    private final FieldType type;
    private volatile String name;

    Field(String id, String name, FieldType type) {
        this.id = id;
        this.name = name;
        this.type = type;
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    FieldType type() {
        return type;
    }

    void rename(String name) {
        this.name = name;
    }

    /**
     * What is to be stored for a value of a request.
     *
     * @return null when the cell becomes empty
     */
    @Nullable
    Object parse(JsonNode given, CellWriting writing) {
        if (type.isComputed()) {
            throw ApiFailure.computed(name);
        }
        return given.isNull() ? type.cleared() : type.parse(given, writing);
    }

    ObjectNode described() {
        ObjectNode described = Json.object().put("id", id).put("name", name).put("type", type.name());
        ObjectNode options = type.options();
        return options.isEmpty() ? described : described.set("options", options);
    }

    @Override
    public String toString() {
        return name;
    }
}
