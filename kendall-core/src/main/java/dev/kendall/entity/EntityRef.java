package dev.kendall.entity;

import dev.kendall.chat.MessageId;
import dev.kendall.contact.ContactId;
import dev.kendall.internal.Checks;
import dev.kendall.memory.MemoryId;
import dev.kendall.pattern.PatternId;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.util.Objects;
import java.util.UUID;

/**
 * Names one stored thing of one user.
 *
 * @param id the text form of the thing's id: the user's or thread's own, else a UUID
 */
public record EntityRef(UserId user, EntityKind kind, String id) {
    /** Checks that the id is one of the kind. */
    public EntityRef {
        Objects.requireNonNull(user, "user");
        id = switch (Objects.requireNonNull(kind, "kind")) {
            case USER -> ofUser(id, user);
            case THREAD -> ThreadId.of(id).value();
            case MESSAGE, CONTACT, PATTERN, MEMORY ->
                UUID.fromString(Checks.filled("entity id", id, 36)).toString();
        };
    }

    private static String ofUser(String id, UserId user) {
        if (!user.value().equals(id)) {
            throw new IllegalArgumentException("a reference to user " + user + " cannot name another user");
        }
        return id;
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
