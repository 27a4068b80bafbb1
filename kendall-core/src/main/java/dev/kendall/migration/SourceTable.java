package dev.kendall.migration;

import dev.kendall.entity.EntityKind;
import dev.kendall.internal.Checks;
import java.util.Objects;

/**
 * A table of a {@link MigrationSource}.
 *
 * @param name as a person knows it, such as "Chat Messages"; 1 to 200 characters
 * @param kind what its records become
 * @param system the external system under which its record ids are linked to the rows, such as "airtable/Chat Messages"; see {@link
 *     dev.kendall.entity.ExternalId}
 */
public record SourceTable(String name, EntityKind kind, String system) {
    /** Checks the fields. */
    public SourceTable {
        Checks.filled("table name", name, 200);
        Objects.requireNonNull(kind, "kind");
        Checks.filled("external system", system, 64);
    }
}
