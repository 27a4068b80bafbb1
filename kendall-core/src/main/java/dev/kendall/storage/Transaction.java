package dev.kendall.storage;

import dev.kendall.chat.Message;
import dev.kendall.chat.NewMessage;
import dev.kendall.failure.Conflict;
import dev.kendall.job.JobQueue;
import dev.kendall.memory.MemoryHistories;
import java.util.List;
import java.util.Objects;

/**
 * The stores inside one transaction, which sees its own writes. Meant for the thread that runs the work, and only until the work ends:
 * later calls throw {@link IllegalStateException}. (TX-4)
 */
public interface Transaction extends Stores {
    /** What is told to others when, and only when, the transaction commits. */
    Outbox outbox();

    /** What is to be done later when, and only when, the transaction commits. (JOB-1) */
    JobQueue jobs();

    /** What has grown old in the histories of memories. */
    MemoryHistories histories();

    /** What background work keeps about users. */
    StateStore state();

    /**
     * Stores a chat turn. A turn that is stored already is not stored, and not told, again (TX-5), and its job is not asked for again. (JOB-10)
     *
     * @return its messages as stored
     * @throws Conflict when the user has another message under one of the ids
     */
    default List<Message> storeTurn(TurnWrite turn) {
        NewMessage last = turn.messages().get(turn.messages().size() - 1);
        Change change = turn.change();
        boolean isNew = (change != null || turn.job() != null)
                && chat().find(turn.user(), Objects.requireNonNull(last.id())).isEmpty();
        if (isNew && change != null) {
            outbox().add(change);
        }
        if (isNew && turn.job() != null) {
            jobs().enqueue(turn.job());
        }
        List<Message> stored = chat().append(turn.user(), turn.thread(), turn.messages());
        if (!turn.vectors().isEmpty()) {
            vectors().put(turn.user(), turn.vectors());
        }
        return stored;
    }
}
