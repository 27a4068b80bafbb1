package dev.kendall.store.airtable;

import dev.kendall.internal.Checks;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the tables and fields are called in the host's base, by name or by id (an id survives renaming). What is not set here has its default
 * name, or one of the others that {@link AirtableField} knows. Immutable.
 */
public final class FieldMap {
    private static final FieldMap DEFAULTS = builder().build();

    private final Map<AirtableTable, String> tables;
    private final Map<AirtableField, String> fields;
    private final @Nullable String userIdField;

    private FieldMap(Builder builder) {
        this.tables = new EnumMap<>(builder.tables);
        this.fields = new EnumMap<>(AirtableField.class);
        this.fields.putAll(builder.fields);
        this.userIdField = builder.userIdField;
    }

    /** Everything by default. */
    public static FieldMap defaults() {
        return DEFAULTS;
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** The name or id of a table. */
    public String table(AirtableTable table) {
        return Objects.requireNonNull(tables.get(table));
    }

    /** The names, or the one id, that a field may have; the likeliest first. */
    List<String> names(AirtableField field) {
        String set = fields.get(field);
        return set == null ? field.names() : List.of(set);
    }

    /** The field of the users' table whose value is the user's id; null: the record's id is. */
    @Nullable
    String userIdField() {
        return userIdField;
    }

    private @Nullable AirtableTable tableNamed(String name) {
        for (Map.Entry<AirtableTable, String> entry : tables.entrySet()) {
            if (entry.getValue().equals(name)) {
                return entry.getKey();
            }
        }
        return null;
    }

    private @Nullable AirtableField fieldNamed(String table, @Nullable String name) {
        AirtableTable at = tableNamed(table);
        for (AirtableField field : AirtableField.values()) {
            if (name != null && field.table() == at && names(field).contains(name)) {
                return field;
            }
        }
        return null;
    }

    /** Whether it is a name of this map or of Kendall's, and so no content. */
    boolean knows(String table, String name) {
        for (KendallField own : KendallField.values()) {
            if (own.title().equals(name)) {
                return true;
            }
        }
        return fieldNamed(table, name) != null || name.equals(userIdField);
    }

    /** Where to change what a table is called. */
    String tableSetting(String table) {
        AirtableTable known = tableNamed(table);
        return "the name in FieldMap.builder().table(" + (known == null ? "…" : "AirtableTable." + known) + ", \"…\")";
    }

    /** Where to change what a field is called. */
    String fieldSetting(String table, @Nullable String name) {
        AirtableField known = fieldNamed(table, name);
        return setting(known);
    }

    static String setting(@Nullable AirtableField field) {
        return "FieldMap.builder().field(" + (field == null ? "…" : "AirtableField." + field) + ", \"…\")";
    }

    /** Builds a {@link FieldMap}. Not thread-safe. */
    public static final class Builder {
        private final Map<AirtableTable, String> tables = new EnumMap<>(AirtableTable.class);
        private final Map<AirtableField, String> fields = new EnumMap<>(AirtableField.class);
        private @Nullable String userIdField;

        private Builder() {
            for (AirtableTable table : AirtableTable.values()) {
                tables.put(table, table.defaultName());
            }
        }

        /** What a table is called: its name, or its id, which begins with {@code tbl}. */
        public Builder table(AirtableTable table, String nameOrId) {
            tables.put(table, Checks.filled("table", nameOrId, 200));
            return this;
        }

        /** What a field is called: its name, or its id, which begins with {@code fld}. */
        public Builder field(AirtableField field, String nameOrId) {
            fields.put(field, Checks.filled("field", nameOrId, 200));
            return this;
        }

        /**
         * The field of the users' table, by name or id, whose value is the host's id of the user. Default: none; a user's id is the id of the
         * record, or what Kendall has stamped on it.
         */
        public Builder userIdField(String nameOrId) {
            this.userIdField = Checks.filled("field of the user's id", nameOrId, 200);
            return this;
        }

        /**
         * The map.
         *
         * @throws IllegalArgumentException when two stores are mapped to one table, or two fields to one: their rows could not be told apart
         */
        public FieldMap build() {
            Map<String, AirtableTable> used = new HashMap<>();
            tables.forEach((table, name) -> {
                AirtableTable other = used.put(name, table);
                if (other != null) {
                    throw sameTable(other, table, name);
                }
            });
            Map<String, AirtableField> named = new HashMap<>();
            fields.forEach((field, name) -> {
                AirtableField other = named.put(field.table() + " " + name, field);
                if (other != null) {
                    throw new IllegalArgumentException(other + " and " + field + " are both mapped to the field '"
                            + name + "' of " + field.table() + "; give each a field of its own");
                }
            });
            return new FieldMap(this);
        }
    }

    static IllegalArgumentException sameTable(AirtableTable one, AirtableTable other, String name) {
        return new IllegalArgumentException(one + " and " + other + " are both mapped to the table '" + name
                + "'; give each a table of its own, their rows could not be told apart");
    }
}
