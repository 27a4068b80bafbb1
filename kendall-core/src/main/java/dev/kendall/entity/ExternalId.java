package dev.kendall.entity;

import dev.kendall.internal.Checks;
import dev.kendall.internal.CodePoints;
import java.util.Comparator;

/**
 * An id in another system: a legacy record id, a CRM key.
 *
 * @param system the other system, and within it the table where ids repeat ("airtable/Users"); 1 to 64 characters
 * @param value the id there; 1 to 256 characters, compared exactly
 */
public record ExternalId(String system, String value) implements Comparable<ExternalId> {
    private static final Comparator<ExternalId> ORDER = Comparator.comparing(ExternalId::system, CodePoints::compare)
            .thenComparing(ExternalId::value, CodePoints::compare);

    /** Checks the fields. */
    public ExternalId {
        Checks.filled("external system", system, 64);
        Checks.filled("external id", value, 256);
    }

    /** The id {@code value} in {@code system}. */
    public static ExternalId of(String system, String value) {
        return new ExternalId(system, value);
    }

    /** By system, then by value, in code points. */
    @Override
    public int compareTo(ExternalId other) {
        return ORDER.compare(this, other);
    }
}
