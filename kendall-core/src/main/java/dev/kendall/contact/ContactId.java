package dev.kendall.contact;

import dev.kendall.id.UuidV7;
import java.util.Objects;
import java.util.UUID;

/** A contact's id, minted by Kendall (UUIDv7) or brought along by an import. Unique within a user. */
public record ContactId(UUID value) implements Comparable<ContactId> {
    /** Checks the value. */
    public ContactId {
        Objects.requireNonNull(value, "contact id");
    }

    /** The id with this text form. */
    public static ContactId of(String value) {
        return new ContactId(UUID.fromString(value));
    }

    /** Unsigned, as databases compare. */
    @Override
    public int compareTo(ContactId other) {
        return UuidV7.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
