package dev.kendall.learning;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.storage.StateStore;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** How far a thread has been learned from: up to this message, in the order of time. It is kept in the transaction that stores what was learned. */
record Watermark(Instant createdAt, MessageId message) implements Comparable<Watermark> {
    private static final Comparator<Watermark> ORDER =
            Comparator.comparing(Watermark::createdAt).thenComparing(Watermark::message);

    private static final String KEY = "learning/thread/";

    static Watermark of(Message message) {
        return new Watermark(message.createdAt(), message.id());
    }

    /** Right before the message: it, and what was said at the same time with a later id, was not learned from. */
    static Watermark before(Message message) {
        return new Watermark(message.createdAt().minusNanos(1_000), message.id());
    }

    static Optional<Watermark> find(StateStore state, UserId user, ThreadId thread) {
        return state.find(user, KEY + thread.value()).map(Watermark::parse);
    }

    /** Reads {@link #toString}. */
    static Watermark parse(String text) {
        int space = text.indexOf(' ');
        return new Watermark(Instant.parse(text.substring(0, space)), MessageId.of(text.substring(space + 1)));
    }

    void put(StateStore state, UserId user, ThreadId thread) {
        state.put(user, KEY + thread.value(), toString());
    }

    static void remove(StateStore state, UserId user, ThreadId thread) {
        state.remove(user, KEY + thread.value());
    }

    /** Whether the message is behind it, and so was not learned from. */
    boolean isBefore(Message other) {
        return compareTo(of(other)) < 0;
    }

    @Override
    public int compareTo(Watermark other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return createdAt + " " + message;
    }
}
