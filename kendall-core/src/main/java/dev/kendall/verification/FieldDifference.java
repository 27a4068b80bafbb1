package dev.kendall.verification;

import org.jspecify.annotations.Nullable;

/**
 * A field in which two rows differ.
 *
 * @param field the record's component; an attribute, a revision or an external id behind a dot
 * @param left what it counts as on the left; null when it is absent, or when values were not asked for
 * @param right the same on the right
 */
public record FieldDifference(
        String field, @Nullable String left, @Nullable String right) {
    /** The field only: its values may be personal. */
    @Override
    public String toString() {
        return field;
    }
}
