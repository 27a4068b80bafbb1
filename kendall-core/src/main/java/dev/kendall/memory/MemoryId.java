package dev.kendall.memory;

import dev.kendall.id.UuidV7;
import java.util.Objects;
import java.util.UUID;

/** A memory's id, minted by Kendall (UUIDv7) or brought along by an import. Unique within a user. */
public record MemoryId(UUID value) implements Comparable<MemoryId> {
    /** Checks the value. */
    public MemoryId {
        Objects.requireNonNull(value, "memory id");
    }

    /** The id with this text form. */
    public static MemoryId of(String value) {
        return new MemoryId(UUID.fromString(value));
    }

    /** Unsigned, as databases compare. */
    @Override
    public int compareTo(MemoryId other) {
        return UuidV7.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
