package dev.kendall.cutover;

import dev.kendall.entity.EntityKind;
import dev.kendall.internal.Checks;
import java.time.Instant;
import java.util.Objects;

/**
 * A field that the two sides answered differently, twice. It holds nothing of the user's.
 *
 * @param at when
 * @param kind what kind of thing
 * @param field the field; "row" when one side had no such row at all
 * @param fingerprint 12 characters of a hash over the salt of the plan and the row's user, kind and id
 */
public record Mismatch(Instant at, EntityKind kind, String field, String fingerprint) {
    /** Checks the fields. */
    public Mismatch {
        at = Checks.time("at", at);
        Objects.requireNonNull(kind, "kind");
        Checks.filled("field", field, 100);
        Checks.filled("fingerprint", fingerprint, 64);
    }
}
