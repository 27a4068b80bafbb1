package dev.kendall.pattern;

import dev.kendall.id.UuidV7;
import java.util.Objects;
import java.util.UUID;

/** A pattern's id, minted by Kendall (UUIDv7) or brought along by an import. Unique within a user. */
public record PatternId(UUID value) implements Comparable<PatternId> {
    /** Checks the value. */
    public PatternId {
        Objects.requireNonNull(value, "pattern id");
    }

    /** The id with this text form. */
    public static PatternId of(String value) {
        return new PatternId(UUID.fromString(value));
    }

    /** Unsigned, as databases compare. */
    @Override
    public int compareTo(PatternId other) {
        return UuidV7.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
