package dev.kendall.chat;

import dev.kendall.attributes.Attributes;
import dev.kendall.internal.Checks;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A chat message as stored. What was said never changes; only the host's attributes do.
 *
 * @param speaker the speaker's name where it matters who spoke, at most 200 characters; it is embedded and searched with the text
 * @param text at most {@value #MAX_TEXT} characters; may be empty (a file without a word)
 * @param createdAt when it was said, in microseconds
 * @param attributes the host's own fields: an agent's id, whether it was read, attachments
 */
public record Message(
        UserId user,
        ThreadId thread,
        MessageId id,
        Role role,
        MessageType type,
        @Nullable String speaker,
        String text,
        Instant createdAt,
        Attributes attributes) {
    /** The longest text, in characters. */
    public static final int MAX_TEXT = 100_000;

    /** The order of messages in time, ties by id. */
    public static final Comparator<Message> CHRONOLOGICAL =
            Comparator.comparing(Message::createdAt).thenComparing(Message::id);

    /** Checks the fields. */
    public Message {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(thread, "thread");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(type, "type");
        Checks.filledOrNull("speaker", speaker, 200);
        Checks.text("message text", text, MAX_TEXT);
        createdAt = Checks.time("created at", createdAt);
        Objects.requireNonNull(attributes, "attributes");
    }

    /** This message with other attributes. */
    public Message withAttributes(Attributes attributes) {
        return new Message(user, thread, id, role, type, speaker, text, createdAt, attributes);
    }

    /** Everything but the text: a message has no place in a log. */
    @Override
    public String toString() {
        return "Message[" + user + "/" + thread + "/" + id + ", " + role + ", " + type + ", " + createdAt + ", "
                + text.length() + " characters]";
    }
}
