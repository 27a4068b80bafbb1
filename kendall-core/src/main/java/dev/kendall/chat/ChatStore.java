package dev.kendall.chat;

import dev.kendall.attributes.Attributes;
import dev.kendall.failure.Conflict;
import dev.kendall.failure.NotFound;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The chat messages of users. Thread-safe. */
public interface ChatStore {
    /** The most messages in one call of {@link #append(UserId, ThreadId, List)}, and ids in one of {@link #listByIds}. */
    int MAX_BATCH = 1_000;

    /**
     * Appends messages to a thread, in order, and creates the thread when it is not there yet. All are stored or none, on a
     * backend with transactions. (CHAT-1)
     *
     * <p>A message without a time is said now; without an id, it gets one that sorts behind those that this storage minted since it was
     * opened. The first message in an empty thread sets its last activity, whenever it was said; further ones move it forward, never back.
     * A message whose id the user already has is not stored again when it says the same (thread, role, type, speaker, text, and time where
     * given): the stored one is returned. (CHAT-2)
     *
     * @param messages up to {@value #MAX_BATCH}; none: nothing happens and nothing is created
     * @return the messages as stored, in the same order
     * @throws Conflict when the user has another message under one of the ids
     */
    List<Message> append(UserId user, ThreadId thread, List<NewMessage> messages);

    /** As {@link #append(UserId, ThreadId, List)}, for one message. */
    default Message append(UserId user, ThreadId thread, NewMessage message) {
        return append(user, thread, List.of(message)).get(0);
    }

    /** The user's message. (CHAT-4) */
    Optional<Message> find(UserId user, MessageId id);

    /**
     * The user's messages with these ids, in order of time, ties by id. Ids that the user does not have are left out. (CHAT-5)
     *
     * @param ids up to {@value #MAX_BATCH}
     */
    List<Message> listByIds(UserId user, Collection<MessageId> ids);

    /** The user's messages that pass the filter, newest first, ties by id descending. None: an empty page. (CHAT-3) */
    Page<Message> list(UserId user, MessageFilter filter, PageRequest request);

    /** Messages of {@code thread}, newest first, ties by id descending. Unknown thread: an empty page. (CHAT-3) */
    default Page<Message> list(UserId user, ThreadId thread, PageRequest request) {
        return list(user, MessageFilter.in(thread), request);
    }

    /**
     * Replaces the host's own fields of a message; the last writer wins. (CHAT-6)
     *
     * @return the message as stored
     * @throws NotFound when the user has no such message
     */
    Message setAttributes(UserId user, MessageId id, Attributes attributes);

    /**
     * Deletes a message, its vectors and its external ids, for good. Memories and patterns that cite it stay, and so does the
     * thread's last activity. (CHAT-7)
     *
     * @return whether it existed
     */
    boolean delete(UserId user, MessageId id);
}
