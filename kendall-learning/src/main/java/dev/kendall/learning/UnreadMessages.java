package dev.kendall.learning;

import dev.kendall.chat.ChatStore;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.learning.memory.MemoryWindow;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The messages of a thread that were not learned from, oldest first, with those right before them.
 *
 * @param before up to {@link MemoryWindow#LOOK_BACK} messages, for understanding only
 * @param messages to learn from
 */
record UnreadMessages(List<Message> before, List<Message> messages) {
    static final UnreadMessages NONE = new UnreadMessages(List.of(), List.of());

    /** How far ahead of this node's clock a message may be: other nodes' clocks are not the same. What is dated later waits for its time. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    /** What is dated then or later is not learned from yet. */
    static Instant end(Instant now) {
        return now.plus(AHEAD);
    }

    /** These messages, of one thread and in order of time. */
    static UnreadMessages of(ChatStore chat, List<Message> messages) {
        return messages.isEmpty() ? NONE : new UnreadMessages(before(chat, messages.get(0)), messages);
    }

    private static List<Message> before(ChatStore chat, Message first) {
        MessageFilter filter =
                MessageFilter.in(first.thread()).between(null, first.createdAt().plusNanos(1_000));
        List<Message> before = new ArrayList<>();
        for (Message message : Page.each(PageRequest.first(20), page -> chat.list(first.user(), filter, page))) {
            if (before.size() == MemoryWindow.LOOK_BACK) {
                break;
            }
            if (Message.CHRONOLOGICAL.compare(message, first) < 0) {
                before.add(message);
            }
        }
        Collections.reverse(before);
        return before;
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    /** The first {@code limit} of them. */
    UnreadMessages first(int limit) {
        return new UnreadMessages(before, messages.subList(0, Math.min(limit, messages.size())));
    }

    /** Those that are not behind the mark. */
    UnreadMessages upTo(Watermark mark) {
        int count = 0;
        while (count < messages.size() && !mark.isBefore(messages.get(count))) {
            count++;
        }
        return first(count);
    }

    /** Those behind the first {@code count}. */
    UnreadMessages after(int count) {
        List<Message> known = new ArrayList<>(before);
        known.addAll(messages.subList(0, count));
        int from = Math.max(0, known.size() - MemoryWindow.LOOK_BACK);
        return new UnreadMessages(
                List.copyOf(known.subList(from, known.size())), messages.subList(count, messages.size()));
    }

    Watermark end() {
        return Watermark.of(messages.get(messages.size() - 1));
    }
}
