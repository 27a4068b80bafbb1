package dev.kendall.verification;

import dev.kendall.entity.EntityRef;
import java.util.Locale;
import java.util.Objects;

/**
 * A row that names another one which its side does not hold.
 *
 * @param row the row
 * @param field by which it does so, such as "thread" or "evidence"
 * @param target what is not there
 */
public record DanglingReference(Side side, EntityRef row, String field, EntityRef target) {
    /** One of the two that are compared. */
    public enum Side {
        /** The first. */
        LEFT,
        /** The second. */
        RIGHT
    }

    /** Checks that all are there. */
    public DanglingReference {
        Objects.requireNonNull(side, "side");
        Objects.requireNonNull(row, "row");
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(target, "target");
    }

    /** One line, such as "memory 0190… of user nora on the left: sources names message 0190…, which is not stored". */
    @Override
    public String toString() {
        return row.kind().name().toLowerCase(Locale.ROOT) + " " + row.id() + " of user " + row.user() + " on the "
                + side.name().toLowerCase(Locale.ROOT) + ": " + field + " names "
                + target.kind().name().toLowerCase(Locale.ROOT) + " " + target.id() + ", which is not stored";
    }
}
