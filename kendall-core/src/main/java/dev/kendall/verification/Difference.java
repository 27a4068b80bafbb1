package dev.kendall.verification;

import dev.kendall.entity.EntityRef;
import dev.kendall.user.UserId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row that is not the same on both sides.
 *
 * @param row its kind, user and id
 * @param fields what differs in a changed row; else empty
 * @param otherOwner of a missing or extra row: the user who has a row of this id on the other side, where that is among the differences told
 */
public record Difference(
        EntityRef row,
        What what,
        List<FieldDifference> fields,
        @Nullable UserId otherOwner) {
    /** In what way. */
    public enum What {
        /** Only on the left. */
        MISSING,
        /** Only on the right. */
        EXTRA,
        /** On both, and not the same. */
        CHANGED
    }

    /** Checks the fields and copies the list. */
    public Difference {
        Objects.requireNonNull(row, "row");
        Objects.requireNonNull(what, "what");
        fields = List.copyOf(fields);
    }

    /** One line without values, such as "message 0190… of user nora: changed in text, createdAt". */
    @Override
    public String toString() {
        String text = row.kind().name().toLowerCase(Locale.ROOT) + " " + row.id() + " of user " + row.user() + ": "
                + what.name().toLowerCase(Locale.ROOT);
        if (otherOwner != null) {
            return text + ", user " + otherOwner + " has it on the other side";
        }
        return fields.isEmpty()
                ? text
                : text + " in " + fields.stream().map(FieldDifference::field).collect(Collectors.joining(", "));
    }
}
