package dev.kendall.memory;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.MessageId;
import dev.kendall.internal.Checks;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something to keep in mind.
 *
 * @param id null: minted on storing. Set, it makes storing safe to repeat
 * @param key what it is about ("employer", "allergy"); 1 to 200 characters. Several memories may share a key
 * @param value what is so; 1 to 100,000 characters
 * @param context how it came up; at most 100,000 characters, or null
 * @param validFrom since when it is so in the world, or null: unknown
 * @param validTo until when it was so in the world, exclusive, or null: it still is
 * @param expiresAt when it stops being worth recalling, whether it is still so or not (a reminder), or null: never
 * @param sources the messages that say it, at most 1,000, without repeats
 * @param attributes the host's own fields
 */
public record NewMemory(
        @Nullable MemoryId id,
        MemoryType type,
        String key,
        String value,
        @Nullable String context,
        Importance importance,
        @Nullable Instant validFrom,
        @Nullable Instant validTo,
        @Nullable Instant expiresAt,
        List<MessageId> sources,
        Attributes attributes) {
    /** The longest value and context, in characters. */
    public static final int MAX_TEXT = 100_000;

    /** Checks the fields and copies the sources. */
    public NewMemory {
        Objects.requireNonNull(type, "type");
        Checks.filled("memory key", key, 200);
        Checks.filled("memory value", value, MAX_TEXT);
        Checks.filledOrNull("memory context", context, MAX_TEXT);
        Objects.requireNonNull(importance, "importance");
        validFrom = Checks.timeOrNull("valid from", validFrom);
        validTo = Checks.timeOrNull("valid to", validTo);
        if (validFrom != null && validTo != null && validTo.isBefore(validFrom)) {
            throw new IllegalArgumentException("valid to is " + validTo + ", before valid from, which is " + validFrom);
        }
        expiresAt = Checks.timeOrNull("expires at", expiresAt);
        sources = List.copyOf(new LinkedHashSet<>(sources));
        Checks.range("number of source messages", sources.size(), 0, 1_000);
        Objects.requireNonNull(attributes, "attributes");
    }

    /** A memory of medium importance that holds from now on without an end. */
    public static NewMemory of(MemoryType type, String key, String value) {
        return new NewMemory(
                null, type, key, value, null, Importance.MEDIUM, null, null, null, List.of(), Attributes.none());
    }

    /** A fact. */
    public static NewMemory fact(String key, String value) {
        return of(MemoryType.FACT, key, value);
    }

    /** This memory with an id of the caller's. */
    public NewMemory withId(MemoryId id) {
        return new NewMemory(
                id, type, key, value, context, importance, validFrom, validTo, expiresAt, sources, attributes);
    }

    /** This memory with how it came up. */
    public NewMemory withContext(@Nullable String context) {
        return new NewMemory(
                id, type, key, value, context, importance, validFrom, validTo, expiresAt, sources, attributes);
    }

    /** This memory, mattering this much. */
    public NewMemory withImportance(Importance importance) {
        return new NewMemory(
                id, type, key, value, context, importance, validFrom, validTo, expiresAt, sources, attributes);
    }

    /** This memory, true in the world from and until these times; null is unknown, or no end. */
    public NewMemory validBetween(@Nullable Instant from, @Nullable Instant to) {
        return new NewMemory(id, type, key, value, context, importance, from, to, expiresAt, sources, attributes);
    }

    /** This memory, worth recalling until this time. */
    public NewMemory expiringAt(@Nullable Instant expiresAt) {
        return new NewMemory(
                id, type, key, value, context, importance, validFrom, validTo, expiresAt, sources, attributes);
    }

    /** This memory, said in these messages. */
    public NewMemory withSources(List<MessageId> sources) {
        return new NewMemory(
                id, type, key, value, context, importance, validFrom, validTo, expiresAt, sources, attributes);
    }

    /** This memory with the host's own fields. */
    public NewMemory withAttributes(Attributes attributes) {
        return new NewMemory(
                id, type, key, value, context, importance, validFrom, validTo, expiresAt, sources, attributes);
    }

    /** Nothing of what is remembered: a memory has no place in a log. */
    @Override
    public String toString() {
        return "NewMemory[" + id + ", " + type + "]";
    }
}
