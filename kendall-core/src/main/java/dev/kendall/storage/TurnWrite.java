package dev.kendall.storage;

import dev.kendall.chat.NewMessage;
import dev.kendall.internal.Checks;
import dev.kendall.job.JobRequest;
import dev.kendall.search.NewVector;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one chat turn stores, all at once.
 *
 * @param messages 1 to 2, each with an id and a time, so that storing them can be repeated
 * @param vectors those of the messages that could be had
 * @param change what is told to others, or null when there is nothing to tell
 * @param job what is to be done about it later, of the same user and without an idempotency key, or null
 */
public record TurnWrite(
        UserId user,
        ThreadId thread,
        List<NewMessage> messages,
        List<NewVector> vectors,
        @Nullable Change change,
        @Nullable JobRequest job) {
    /** Checks the fields and copies the lists. */
    public TurnWrite {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(thread, "thread");
        messages = List.copyOf(messages);
        Checks.range("number of messages", messages.size(), 1, 2);
        for (NewMessage message : messages) {
            Objects.requireNonNull(message.id(), "message id");
            Objects.requireNonNull(message.createdAt(), "message time");
        }
        vectors = List.copyOf(vectors);
        if (job != null && (!user.equals(job.user()) || job.idempotency() != null)) {
            throw new IllegalArgumentException("the job of a turn of user " + user + " is " + job
                    + "; it must be of the same user and without an idempotency key, as a turn is stored once");
        }
    }

    /** A turn after which nothing is to be done. */
    public TurnWrite(
            UserId user, ThreadId thread, List<NewMessage> messages, List<NewVector> vectors, @Nullable Change change) {
        this(user, thread, messages, vectors, change, null);
    }

    /** This turn, with something to be done about it later: asked for when, and only when, the turn is stored. */
    public TurnWrite withJob(JobRequest job) {
        return new TurnWrite(user, thread, messages, vectors, change, job);
    }

    /** The ids only: what was said has no place in a log. */
    @Override
    public String toString() {
        return "TurnWrite[" + user + "/" + thread + ", " + messages + ", " + vectors.size() + " vectors]";
    }
}
