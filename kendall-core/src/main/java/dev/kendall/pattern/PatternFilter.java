package dev.kendall.pattern;

import dev.kendall.contact.ContactId;
import dev.kendall.internal.Checks;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of a user's patterns count. Every condition given must hold; an empty set or null is no condition.
 *
 * @param statuses only patterns in one of these
 * @param types only patterns of these types
 * @param contact only patterns with this contact
 * @param minConfidence only patterns at least this sure, 0 to 1
 */
public record PatternFilter(
        Set<PatternStatus> statuses,
        Set<PatternType> types,
        @Nullable ContactId contact,
        double minConfidence) {
    /** Checks the fields and copies the sets. */
    public PatternFilter {
        statuses = statuses.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(statuses));
        types = Set.copyOf(types);
        Checks.range("minimum confidence", minConfidence, 0.0, 1.0);
    }

    /** Every pattern, whatever its status. */
    public static PatternFilter all() {
        return new PatternFilter(Set.of(), Set.of(), null, 0);
    }

    /** The patterns that hold. */
    public static PatternFilter active() {
        return new PatternFilter(Set.of(PatternStatus.ACTIVE), Set.of(), null, 0);
    }

    /** Also: of these types. */
    public PatternFilter of(PatternType... types) {
        return new PatternFilter(statuses, Set.copyOf(Arrays.asList(types)), contact, minConfidence);
    }

    /** Also: with this contact. */
    public PatternFilter with(ContactId contact) {
        return new PatternFilter(statuses, types, contact, minConfidence);
    }

    /** Also: at least this sure. */
    public PatternFilter atLeast(double confidence) {
        return new PatternFilter(statuses, types, contact, confidence);
    }

    /** Whether {@code pattern} fulfils every condition. */
    public boolean matches(Pattern pattern) {
        return (statuses.isEmpty() || statuses.contains(pattern.status()))
                && (types.isEmpty() || types.contains(pattern.type()))
                && (contact == null || contact.equals(pattern.contact()))
                && pattern.confidence() >= minConfidence;
    }
}
