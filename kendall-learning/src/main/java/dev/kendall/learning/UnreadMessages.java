package dev.kendall.learning;

import dev.kendall.chat.ChatStore;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.learning.memory.MemoryWindow;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a thread that were not learned from, oldest first, with those right before them.
 *
 * @param before up to {@link MemoryWindow#LOOK_BACK} messages, for understanding only
 * @param messages to learn from
 */
record UnreadMessages(List<Message> before, List<Message> messages) {
    /** How far ahead of this node's clock a message may be: other nodes' clocks are not the same. What is dated later waits for its time. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private static final UnreadMessages NONE = new UnreadMessages(List.of(), List.of());

    /** How many are read at once: a thread with more is read again for the rest. */
    private static final int MOST = 2_000;

    private static final PageRequest PAGE = PageRequest.first(PageRequest.MAX_LIMIT);

    /**
     * Reads them.
     *
     * @param learned how far the thread was learned from, or null: not at all
     * @param end messages of this time and later are left for later
     */
    static UnreadMessages read(
            ChatStore chat, UserId user, ThreadId thread, @Nullable Watermark learned, Instant end) {
        if (learned != null && !learned.createdAt().isBefore(end)) {
            return NONE;
        }
        MessageFilter filter = MessageFilter.in(thread).between(learned == null ? null : learned.createdAt(), end);
        Deque<Message> unread = new ArrayDeque<>();
        // Newest first: what is too much is dropped at the new end, so that the oldest are left.
        for (Message message : Page.each(PAGE, page -> chat.list(user, filter, page))) {
            if (learned != null && !learned.isBefore(message)) {
                break;
            }
            unread.addFirst(message);
            if (unread.size() > MOST) {
                unread.removeLast();
            }
        }
        List<Message> messages = List.copyOf(unread);
        return new UnreadMessages(messages.isEmpty() ? List.of() : before(chat, messages.get(0)), messages);
    }

    /** What is dated then or later is not learned from yet. */
    static Instant end(Instant now) {
        return now.plus(AHEAD);
    }

    /** The time of the oldest message that is dated too far ahead to be learned from, of the latest thousand. */
    static Optional<Instant> later(ChatStore chat, UserId user, ThreadId thread, Instant end) {
        List<Message> later =
                chat.list(user, MessageFilter.in(thread).between(end, null), PAGE).items();
        return later.isEmpty()
                ? Optional.empty()
                : Optional.of(later.get(later.size() - 1).createdAt());
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
