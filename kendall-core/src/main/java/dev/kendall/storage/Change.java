package dev.kendall.storage;

import dev.kendall.chat.MessageId;
import dev.kendall.memory.MemoryId;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.util.List;
import java.util.Objects;

/** Something that happened, to be told to others: the learning loop, a second storage. It cites ids and holds no chat text. */
public sealed interface Change {
    /** Whose it is. */
    UserId user();

    /**
     * A chat turn was completed.
     *
     * @param question the user's message
     * @param answer the assistant's message
     * @param recalled the memories that the prompt told the model; what the answer says of them is an echo, and nothing to learn
     */
    record TurnCompleted(UserId user, ThreadId thread, MessageId question, MessageId answer, List<MemoryId> recalled)
            implements Change {
        /** Checks the fields and copies the list. */
        public TurnCompleted {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(thread, "thread");
            Objects.requireNonNull(question, "question");
            Objects.requireNonNull(answer, "answer");
            recalled = List.copyOf(recalled);
        }
    }
}
