package dev.kendall.chat;

import dev.kendall.failure.Conflict;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.Objects;

/** The rules of {@link ChatStore#append(UserId, ThreadId, java.util.List)}, for backends. */
public final class MessageTransitions {
    private MessageTransitions() {}

    /**
     * A new message as it is stored: said now when it has no time. (CHAT-2)
     *
     * @throws NullPointerException when it has no id: the backend gives it one before
     */
    public static Message appended(UserId user, ThreadId thread, NewMessage message, Instant now) {
        return new Message(
                user,
                thread,
                Objects.requireNonNull(message.id(), "id"),
                message.role(),
                message.type(),
                message.speaker(),
                message.text(),
                message.createdAt() == null ? now : message.createdAt(),
                message.attributes());
    }

    /**
     * The stored message, when appending {@code message} to the thread under its id repeats it: when it says the same. (CHAT-2)
     *
     * @throws Conflict when it is another message
     */
    public static Message sameAs(Message stored, ThreadId thread, NewMessage message) {
        boolean same = stored.thread().equals(thread)
                && stored.role() == message.role()
                && stored.type() == message.type()
                && Objects.equals(stored.speaker(), message.speaker())
                && stored.text().equals(message.text())
                && (message.createdAt() == null || stored.createdAt().equals(message.createdAt()));
        if (same) {
            return stored;
        }
        throw new Conflict("user " + stored.user() + " already has another message " + stored.id()
                + "; what was said cannot be changed, append it under another id");
    }
}
