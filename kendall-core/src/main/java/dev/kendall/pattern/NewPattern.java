package dev.kendall.pattern;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.MessageId;
import dev.kendall.contact.ContactId;
import dev.kendall.internal.Checks;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pattern to be stored, active.
 *
 * @param id null: minted on storing. Set, it makes storing safe to repeat
 * @param description what the user does, in words; 1 to 2,000 characters
 * @param schedule when, or null
 * @param contact with whom, or null
 * @param confidence how sure it is that the pattern holds, 0 to 1
 * @param observations how often it was seen, 0 or more
 * @param firstObserved when first, or null
 * @param lastObserved when last, or null; not before the first
 * @param evidence the messages that show it, at most 1,000, without repeats
 */
public record NewPattern(
        @Nullable PatternId id,
        PatternType type,
        String description,
        @Nullable Schedule schedule,
        @Nullable ContactId contact,
        double confidence,
        int observations,
        @Nullable Instant firstObserved,
        @Nullable Instant lastObserved,
        List<MessageId> evidence,
        Attributes attributes) {
    /** Checks the fields and copies the evidence. */
    public NewPattern {
        Objects.requireNonNull(type, "type");
        Checks.filled("pattern description", description, 2_000);
        Checks.range("confidence", confidence, 0.0, 1.0);
        Checks.range("observations", observations, 0, Integer.MAX_VALUE);
        firstObserved = Checks.timeOrNull("first observed", firstObserved);
        lastObserved = Checks.timeOrNull("last observed", lastObserved);
        if (firstObserved != null && lastObserved != null && lastObserved.isBefore(firstObserved)) {
            throw new IllegalArgumentException("last observed is before first observed");
        }
        evidence = List.copyOf(new LinkedHashSet<>(evidence));
        Checks.range("number of evidence messages", evidence.size(), 0, 1_000);
        Objects.requireNonNull(attributes, "attributes");
    }

    /** A pattern that was never observed, of confidence 0. */
    public static NewPattern of(PatternType type, String description) {
        return new NewPattern(null, type, description, null, null, 0, 0, null, null, List.of(), Attributes.none());
    }

    /** This pattern with an id of the caller's. */
    public NewPattern withId(PatternId id) {
        return new NewPattern(
                id,
                type,
                description,
                schedule,
                contact,
                confidence,
                observations,
                firstObserved,
                lastObserved,
                evidence,
                attributes);
    }

    /** This pattern at these times. */
    public NewPattern withSchedule(@Nullable Schedule schedule) {
        return new NewPattern(
                id,
                type,
                description,
                schedule,
                contact,
                confidence,
                observations,
                firstObserved,
                lastObserved,
                evidence,
                attributes);
    }

    /** This pattern with this contact. */
    public NewPattern withContact(@Nullable ContactId contact) {
        return new NewPattern(
                id,
                type,
                description,
                schedule,
                contact,
                confidence,
                observations,
                firstObserved,
                lastObserved,
                evidence,
                attributes);
    }

    /** This pattern as sure as this, 0 to 1. */
    public NewPattern withConfidence(double confidence) {
        return new NewPattern(
                id,
                type,
                description,
                schedule,
                contact,
                confidence,
                observations,
                firstObserved,
                lastObserved,
                evidence,
                attributes);
    }

    /** This pattern, seen so often between these times. */
    public NewPattern observed(int times, @Nullable Instant first, @Nullable Instant last) {
        return new NewPattern(
                id, type, description, schedule, contact, confidence, times, first, last, evidence, attributes);
    }

    /** This pattern, shown by these messages. */
    public NewPattern withEvidence(List<MessageId> evidence) {
        return new NewPattern(
                id,
                type,
                description,
                schedule,
                contact,
                confidence,
                observations,
                firstObserved,
                lastObserved,
                evidence,
                attributes);
    }

    /** This pattern with the host's own fields. */
    public NewPattern withAttributes(Attributes attributes) {
        return new NewPattern(
                id,
                type,
                description,
                schedule,
                contact,
                confidence,
                observations,
                firstObserved,
                lastObserved,
                evidence,
                attributes);
    }

    /** Nothing of what the user does: it has no place in a log. */
    @Override
    public String toString() {
        return "NewPattern[" + id + ", " + type + "]";
    }
}
