package dev.kendall.chat;

import dev.kendall.id.UuidV7;
import java.util.Objects;
import java.util.UUID;

/** A message's id, minted by Kendall (UUIDv7) or brought along by an import. Unique within a user. */
public record MessageId(UUID value) implements Comparable<MessageId> {
    /** Checks the value. */
    public MessageId {
        Objects.requireNonNull(value, "message id");
    }

    /** The id with this text form. */
    public static MessageId of(String value) {
        return new MessageId(UUID.fromString(value));
    }

    /** Unsigned, as databases compare. */
    @Override
    public int compareTo(MessageId other) {
        return UuidV7.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
