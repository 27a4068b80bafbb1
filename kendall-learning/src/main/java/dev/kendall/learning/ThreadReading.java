package dev.kendall.learning;

import dev.kendall.chat.ChatStore;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.internal.Checks;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a thread upwards, though listings give what is newest first: where more messages are unread than fit on a page, a page ends at an earlier time,
 * which is found by halving. So each message of a long thread is read a few times, however long the thread is.
 *
 * @param end messages of this time and later are left out
 */
record ThreadReading(ChatStore chat, UserId user, ThreadId thread, Instant end) {
    private static final PageRequest PAGE = PageRequest.first(PageRequest.MAX_LIMIT);

    /** So many messages are enough for one reading. */
    private static final int ENOUGH = PageRequest.MAX_LIMIT;

    /** Times are kept to the microsecond. */
    private static final Duration MOMENT = Duration.ofNanos(1_000);

    /** The oldest messages that were not learned from, up to two thousand; none only where there are none. */
    UnreadMessages unread(@Nullable Watermark learned) {
        Instant from = learned == null ? Checks.MIN_TIME : learned.createdAt();
        if (!from.isBefore(end)) {
            return UnreadMessages.NONE;
        }
        Page<Message> newest = page(from, end);
        List<Message> unread =
                newest.next() == null ? unread(newest, learned) : oldest(new Span(from, end), learned, newest);
        return UnreadMessages.of(chat, unread);
    }

    /** The time of the oldest message that is left out, of the latest thousand. */
    Optional<Instant> later() {
        List<Message> later = chat.list(user, MessageFilter.in(thread).between(end, null), PAGE)
                .items();
        return later.isEmpty()
                ? Optional.empty()
                : Optional.of(later.get(later.size() - 1).createdAt());
    }

    private Page<Message> page(Instant from, Instant to) {
        return chat.list(user, MessageFilter.in(thread).between(from, to), PAGE);
    }

    private static List<Message> unread(Page<Message> page, @Nullable Watermark learned) {
        List<Message> unread = new ArrayList<>(page.items());
        unread.removeIf(message -> learned != null && !learned.isBefore(message));
        Collections.reverse(unread);
        return List.copyOf(unread);
    }

    /** From a time to another, which is not in it. */
    private record Span(Instant from, Instant to) {
        Duration half() {
            Duration half = Duration.between(from, to).dividedBy(2).truncatedTo(ChronoUnit.MICROS);
            return half.compareTo(MOMENT) < 0 ? MOMENT : half;
        }

        /** Its beginning, of such a length. */
        Span first(Duration length) {
            Instant end = from.plus(length);
            return end.isBefore(to) ? new Span(from, end) : this;
        }

        boolean isMoment() {
            return Duration.between(from, to).compareTo(MOMENT) <= 0;
        }
    }

    /**
     * The oldest, where a page does not hold all.
     *
     * @param all where they are
     * @param newest a page of the newest
     */
    private List<Message> oldest(Span all, @Nullable Watermark learned, Page<Message> newest) {
        Duration length = covered(newest).half();
        Span left = learned == null ? new Span(emptyUntil(covered(newest).from(), length), all.to()) : all;
        List<Message> oldest = new ArrayList<>();
        while (oldest.size() < ENOUGH && left.from().isBefore(all.to())) {
            Span span = left.first(length);
            Page<Message> page = page(span.from(), span.to());
            if (page.next() == null || span.isMoment()) {
                List<Message> unread = page.next() == null ? unread(page, learned) : ofOneMoment(span, learned);
                oldest.addAll(unread);
                if (unread.size() == PAGE.limit()) {
                    return List.copyOf(oldest); // There may be more of one moment.
                }
                left = new Span(span.to(), all.to());
                length = unread.size() < ENOUGH / 2 ? length.multipliedBy(2) : length;
            } else {
                // As long as what this page covers, if it is shorter than half: after a silence there may be a rush.
                Duration covered = covered(page).half().multipliedBy(2);
                length = covered.compareTo(span.half()) < 0 ? covered : span.half();
            }
        }
        return List.copyOf(oldest);
    }

    /** From the oldest message of a page to the newest. */
    private static Span covered(Page<Message> page) {
        List<Message> items = page.items();
        return new Span(items.get(items.size() - 1).createdAt(), items.get(0).createdAt());
    }

    /** A time before which there is nothing, nearer to the first message than {@code near}. */
    private Instant emptyUntil(Instant later, Duration near) {
        Span span = new Span(Checks.MIN_TIME, later.plus(MOMENT));
        while (Duration.between(span.from(), span.to()).compareTo(near) > 0 && !span.isMoment()) {
            Instant middle = span.from().plus(span.half());
            List<Message> one = chat.list(user, MessageFilter.in(thread).between(null, middle), PageRequest.first(1))
                    .items();
            span = one.isEmpty()
                    ? new Span(middle, span.to())
                    : new Span(span.from(), one.get(0).createdAt().plus(MOMENT));
        }
        return span.from();
    }

    /** Of one moment more may have been stored than fit on a page; the first of them by id. */
    private List<Message> ofOneMoment(Span moment, @Nullable Watermark learned) {
        MessageFilter filter = MessageFilter.in(thread).between(moment.from(), moment.to());
        Deque<Message> oldest = new ArrayDeque<>();
        for (Message message : Page.each(PAGE, page -> chat.list(user, filter, page))) {
            if (learned != null && !learned.isBefore(message)) {
                break;
            }
            oldest.addFirst(message);
            if (oldest.size() > PAGE.limit()) {
                oldest.removeLast();
            }
        }
        return List.copyOf(oldest);
    }
}
