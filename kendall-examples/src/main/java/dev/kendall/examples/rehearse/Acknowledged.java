package dev.kendall.examples.rehearse;

import dev.kendall.chat.ChatStore;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.user.UserId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The messages whose storing was acknowledged, which none may miss. Thread-safe. */
final class Acknowledged {
    private static final int ASKED_AT_ONCE = 100;

    private final Map<UserId, Queue<MessageId>> messages = new ConcurrentHashMap<>();

    void add(Message message) {
        messages.computeIfAbsent(message.user(), user -> new ConcurrentLinkedQueue<>())
                .add(message.id());
    }

    long count() {
        return messages.values().stream().mapToLong(Queue::size).sum();
    }

    /** Those that are not there. */
    List<MessageId> missing(ChatStore chat) {
        List<MessageId> missing = new ArrayList<>();
        messages.forEach((user, ids) -> {
            List<MessageId> all = List.copyOf(ids);
            for (int from = 0; from < all.size(); from += ASKED_AT_ONCE) {
                List<MessageId> some = all.subList(from, Math.min(from + ASKED_AT_ONCE, all.size()));
                Set<MessageId> left = new HashSet<>(some);
                chat.listByIds(user, some).forEach(found -> left.remove(found.id()));
                missing.addAll(left);
            }
        });
        return missing;
    }
}
