package dev.kendall.storage.inmemory;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/** A user's threads and messages; the messages in order of time, found by id and by thread. */
record Chats(
        TreePMap<ThreadId, ChatThread> threads,
        PMap<ThreadId, TreePSet<MessageKey>> byThread,
        TreePMap<MessageKey, Row<Message>> messages,
        PMap<MessageId, MessageKey> keys) {
    static final Chats EMPTY =
            new Chats(TreePMap.empty(), HashTreePMap.empty(), TreePMap.empty(), HashTreePMap.empty());

    Chats with(ChatThread thread) {
        return new Chats(threads.plus(thread.id(), thread), byThread, messages, keys);
    }

    /** Without the thread itself; its messages are removed one by one before. */
    Chats without(ThreadId id) {
        return new Chats(threads.minus(id), byThread.minus(id), messages, keys);
    }

    TreePSet<MessageKey> messagesOf(ThreadId thread) {
        return byThread.getOrDefault(thread, TreePSet.empty());
    }

    @Nullable
    Row<Message> message(MessageId id) {
        MessageKey key = keys.get(id);
        return key == null ? null : messages.get(key);
    }

    /** With the message, new or in the place of the one with its id and time. */
    Chats with(Row<Message> row) {
        Message message = row.item();
        MessageKey key = MessageKey.of(message);
        TreePSet<MessageKey> inThread = messagesOf(message.thread()).plus(key);
        return new Chats(
                threads,
                byThread.plus(message.thread(), inThread),
                messages.plus(key, row),
                keys.plus(message.id(), key));
    }

    Chats without(Message message) {
        MessageKey key = MessageKey.of(message);
        TreePSet<MessageKey> inThread = messagesOf(message.thread()).minus(key);
        return new Chats(
                threads, byThread.plus(message.thread(), inThread), messages.minus(key), keys.minus(message.id()));
    }
}
