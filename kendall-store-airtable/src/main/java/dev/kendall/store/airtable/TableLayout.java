package dev.kendall.store.airtable;

import dev.kendall.failure.StorageRefused;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table as the host's base has it.
 *
 * @param path its name or id, as requests name it
 * @param name its name, as a person knows it
 * @param columns the fields that are there
 * @param kendall which of Kendall's own fields are there
 * @param primary the name of its primary field, by which links to it are compared
 * @param userId the name of the field that holds the user's id; only of the users' table, and only where the map names one
 */
record TableLayout(
        AirtableTable table,
        String path,
        String name,
        Map<AirtableField, Column> columns,
        Set<KendallField> kendall,
        String primary,
        @Nullable String userId) {
    @Nullable
    Column column(AirtableField field) {
        return columns.get(field);
    }

    /** The field's name in the base, or its default one where it is not there. */
    String nameOf(AirtableField field) {
        Column column = columns.get(field);
        return column == null ? field.defaultName() : column.name();
    }

    boolean isExtended() {
        return kendall.size() == KendallField.values().length;
    }

    /** Refuses to write where what Kendall keeps could not be kept. */
    void checkWritable() {
        if (!isExtended()) {
            String missing = Arrays.stream(KendallField.values())
                    .filter(field -> !kendall.contains(field))
                    .map(field -> "'" + field.title() + "'")
                    .collect(Collectors.joining(", "));
            throw new StorageRefused(
                    "table '" + name + "' can only be read: it has no field " + missing
                            + ", in which ids, versions and attributes are kept; add what is missing by AirtableSetup.create()",
                    null);
        }
    }
}
