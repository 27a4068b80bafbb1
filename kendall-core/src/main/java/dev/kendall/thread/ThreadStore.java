package dev.kendall.thread;

import dev.kendall.failure.Conflict;
import dev.kendall.failure.NotFound;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.user.UserId;
import java.util.Optional;

/** The conversation threads of users. Thread-safe. */
public interface ThreadStore {
    /** The thread, created without a title when it is not there yet. Any number of callers at once create one. (THREAD-1) */
    ChatThread getOrCreate(UserId user, ThreadId id);

    /**
     * Stores title and attributes when nobody else has changed them since {@code thread} was read. (THREAD-2)
     *
     * @return the thread as stored, with the next version; {@code created} and {@code lastActive} are never changed by this
     * @throws Conflict when the stored version is another
     * @throws NotFound when the thread does not exist
     */
    ChatThread update(ChatThread thread);

    /** The user's thread. (THREAD-3) */
    Optional<ChatThread> find(UserId user, ThreadId id);

    /**
     * The user's thread.
     *
     * @throws NotFound when it does not exist
     */
    default ChatThread get(UserId user, ThreadId id) {
        return find(user, id)
                .orElseThrow(
                        () -> new NotFound("user " + user + " has no thread " + id + "; create it or append to it"));
    }

    /** The user's threads, latest activity first, ties by id. Unknown user: an empty page. (THREAD-4) */
    Page<ChatThread> list(UserId user, PageRequest request);

    /**
     * Deletes the thread with its messages, their vectors and their external ids, at once and for good. Memories and patterns that
     * cite the messages stay. (THREAD-5)
     *
     * @return whether it existed
     */
    boolean delete(UserId user, ThreadId id);
}
