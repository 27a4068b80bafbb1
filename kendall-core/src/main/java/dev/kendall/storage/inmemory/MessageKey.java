package dev.kendall.storage.inmemory;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import java.time.Instant;
import java.util.Comparator;

/** A message's place in time. */
record MessageKey(Instant createdAt, MessageId id) implements Comparable<MessageKey> {
    private static final Comparator<MessageKey> ORDER =
            Comparator.comparing(MessageKey::createdAt).thenComparing(MessageKey::id);

    static MessageKey of(Message message) {
        return new MessageKey(message.createdAt(), message.id());
    }

    @Override
    public int compareTo(MessageKey other) {
        return ORDER.compare(this, other);
    }
}
