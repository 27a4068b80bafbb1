package dev.kendall.chat;

import dev.kendall.attributes.Attributes;
import dev.kendall.internal.Checks;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message to be appended.
 *
 * @param id null: minted on appending. Set, it makes appending safe to repeat
 * @param createdAt null: now
 */
public record NewMessage(
        @Nullable MessageId id,
        Role role,
        MessageType type,
        @Nullable String speaker,
        String text,
        @Nullable Instant createdAt,
        Attributes attributes) {
    /** Checks the fields. */
    public NewMessage {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(type, "type");
        Checks.filledOrNull("speaker", speaker, 200);
        Checks.text("message text", text, Message.MAX_TEXT);
        createdAt = Checks.timeOrNull("created at", createdAt);
        Objects.requireNonNull(attributes, "attributes");
    }

    /** Words of {@code role}, said now. */
    public static NewMessage of(Role role, String text) {
        return new NewMessage(null, role, MessageType.TEXT, null, text, null, Attributes.none());
    }

    /** Words of the user, said now. */
    public static NewMessage user(String text) {
        return of(Role.USER, text);
    }

    /** Words of the assistant, said now. */
    public static NewMessage assistant(String text) {
        return of(Role.ASSISTANT, text);
    }

    /** This message with an id of the caller's. */
    public NewMessage withId(MessageId id) {
        return new NewMessage(id, role, type, speaker, text, createdAt, attributes);
    }

    /** This message as another type. */
    public NewMessage withType(MessageType type) {
        return new NewMessage(id, role, type, speaker, text, createdAt, attributes);
    }

    /** This message, spoken by name. */
    public NewMessage withSpeaker(@Nullable String speaker) {
        return new NewMessage(id, role, type, speaker, text, createdAt, attributes);
    }

    /** This message, said at another time than now. */
    public NewMessage withCreatedAt(Instant createdAt) {
        return new NewMessage(id, role, type, speaker, text, createdAt, attributes);
    }

    /** This message with the host's own fields. */
    public NewMessage withAttributes(Attributes attributes) {
        return new NewMessage(id, role, type, speaker, text, createdAt, attributes);
    }

    /** Everything but the text: a message has no place in a log. */
    @Override
    public String toString() {
        return "NewMessage[" + id + ", " + role + ", " + type + ", " + text.length() + " characters]";
    }
}
