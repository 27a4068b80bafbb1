package dev.kendall.entity;

import dev.kendall.chat.MessageId;
import dev.kendall.contact.ContactId;
import dev.kendall.internal.Checks;
import dev.kendall.memory.MemoryId;
import dev.kendall.pattern.PatternId;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.util.Objects;

/**
 * Names one stored thing of one user.
 *
 * @param id the text form of the thing's id
 */
public record EntityRef(UserId user, EntityKind kind, String id) {
    /** Checks the fields. */
    public EntityRef {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(kind, "kind");
        Checks.filled("entity id", id, 128);
    }

    /** The user as such, with the profile. */
    public static EntityRef of(UserId user) {
        return new EntityRef(user, EntityKind.USER, user.value());
    }

    /** A thread. */
    public static EntityRef of(UserId user, ThreadId id) {
        return new EntityRef(user, EntityKind.THREAD, id.value());
    }

    /** A message. */
    public static EntityRef of(UserId user, MessageId id) {
        return new EntityRef(user, EntityKind.MESSAGE, id.toString());
    }

    /** A contact. */
    public static EntityRef of(UserId user, ContactId id) {
        return new EntityRef(user, EntityKind.CONTACT, id.toString());
    }

    /** A pattern. */
    public static EntityRef of(UserId user, PatternId id) {
        return new EntityRef(user, EntityKind.PATTERN, id.toString());
    }

    /** A memory. */
    public static EntityRef of(UserId user, MemoryId id) {
        return new EntityRef(user, EntityKind.MEMORY, id.toString());
    }
}
