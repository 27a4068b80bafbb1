package dev.kendall.thread;

import dev.kendall.failure.Conflict;
import dev.kendall.failure.NotFound;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rules of {@link ThreadStore}'s changes, for backends: each gives the row to store, or says why there is none. */
public final class ThreadTransitions {
    private ThreadTransitions() {}

    /**
     * The stored thread with title and attributes of {@code changed}, as its next version. (THREAD-2)
     *
     * @param stored null when there is none
     * @throws Conflict when {@code changed} was read as another version
     * @throws NotFound when there is none
     */
    public static ChatThread updated(@Nullable ChatThread stored, ChatThread changed) {
        if (stored == null) {
            throw new NotFound("user " + changed.user() + " has no thread " + changed.id() + " to update");
        }
        if (stored.version() != changed.version()) {
            throw Conflict.staleVersion(
                    "thread " + stored.id() + " of user " + stored.user(), stored.version(), changed.version());
        }
        return new ChatThread(
                stored.user(),
                stored.id(),
                changed.title(),
                changed.attributes(),
                stored.created(),
                stored.lastActive(),
                stored.version() + 1);
    }

    /** The thread with another time of its latest message, in the same version. */
    public static ChatThread active(ChatThread thread, Instant lastActive) {
        return new ChatThread(
                thread.user(),
                thread.id(),
                thread.title(),
                thread.attributes(),
                thread.created(),
                lastActive,
                thread.version());
    }
}
