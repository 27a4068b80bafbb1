package dev.kendall.learning.pattern;

import dev.kendall.chat.MessageId;
import dev.kendall.search.Vector;
import java.util.Optional;

/** The embeddings of a user's messages, all of one space. Thread-safe, and without waiting: they were read before. */
@FunctionalInterface
public interface MessageVectors {
    /** The embedding of the message, where there is one. */
    Optional<Vector> find(MessageId id);

    /** Where no message is embedded: likeness is then judged by words alone. */
    static MessageVectors none() {
        return id -> Optional.empty();
    }
}
