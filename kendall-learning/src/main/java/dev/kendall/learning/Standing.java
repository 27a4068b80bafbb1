package dev.kendall.learning;

import dev.kendall.chat.Message;
import dev.kendall.learning.memory.MemoryWindow;
import dev.kendall.storage.StateStore;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far learning from a thread has come.
 *
 * @param learned up to where, or null: not at all
 * @param tries of what comes next, or null: it was not tried
 * @param missed what an extractor that hung has not read of it, or null: nothing
 */
record Standing(
        @Nullable Watermark learned,
        @Nullable Tries tries,
        @Nullable Missed missed) {
    static Standing find(StateStore state, UserId user, ThreadId thread) {
        return new Standing(
                Watermark.find(state, user, thread).orElse(null),
                Tries.find(state, user, thread).orElse(null),
                Missed.find(state, user, thread).orElse(null));
    }

    /**
     * Takes the place of {@code from}, unless somebody has put another one there since it was read.
     *
     * @return whether it has
     */
    boolean replace(Standing from, StateStore state, UserId user, ThreadId thread) {
        if (!find(state, user, thread).equals(from)) {
            return false;
        }
        if (learned == null && from.learned != null) {
            Watermark.remove(state, user, thread);
        } else if (learned != null && !learned.equals(from.learned)) {
            learned.put(state, user, thread);
        }
        if (tries == null && from.tries != null) {
            Tries.remove(state, user, thread);
        } else if (tries != null && !tries.equals(from.tries)) {
            tries.put(state, user, thread);
        }
        if (missed == null && from.missed != null) {
            Missed.remove(state, user, thread);
        } else if (missed != null && !missed.equals(from.missed)) {
            missed.put(state, user, thread);
        }
        return true;
    }

    /** Whether nothing was learned from, and nothing was tried. */
    boolean isAtTheBeginning() {
        return learned == null && tries == null;
    }

    /** Whether what comes next is not to be tried yet. */
    boolean waits(Instant now) {
        return tries != null && now.isBefore(tries.next());
    }

    /** What is tried next: what was tried before, at the last try each message by itself. */
    UnreadMessages window(UnreadMessages unread, int batch) {
        UnreadMessages tried = tries == null ? UnreadMessages.NONE : unread.upTo(tries.until());
        if (tries == null || tried.isEmpty()) {
            return unread.first(batch);
        }
        return tried.first(tries.isLast() ? 1 : MemoryWindow.MAX_MESSAGES);
    }

    /** Whether messages up to here were tried before. */
    boolean wasTried(Watermark end) {
        return tries != null && end.compareTo(tries.until()) <= 0;
    }

    /** Whether messages up to here are given up when they fail once more. */
    boolean isLastTry(Watermark end) {
        return tries != null && tries.isLast() && wasTried(end);
    }

    Standing learnedUpTo(Watermark end) {
        return new Standing(end, tries != null && end.compareTo(tries.until()) < 0 ? tries : null, missed);
    }

    /**
     * The same, but where it has come to the end of these messages, an extractor has not read them.
     *
     * @param from how far it had come, with the tries that these messages had
     */
    Standing missing(UnreadMessages window, Standing from) {
        if (!window.end().equals(learned)) {
            return this;
        }
        Tries before = from.tries;
        int failed = before != null && from.wasTried(window.end()) ? before.failed() : 0;
        Missed more = new Missed(from.learned, window.end(), failed);
        return new Standing(learned, tries, missed == null ? more : missed.and(more));
    }

    /** What was missed is to be read again, with as many tries as are left of it. */
    Standing readAgain(Instant now) {
        if (missed == null || learned == null || learned.equals(missed.from()) || missed.isBehind(learned)) {
            return new Standing(learned, tries, null);
        }
        Watermark ruled = learned.compareTo(missed.until()) > 0 ? learned : missed.until();
        return new Standing(missed.from(), new Tries(missed.failed(), now, missed.until(), ruled), null);
    }

    /** Messages up to here have failed. */
    Standing failed(Watermark end, Instant now, double chance) {
        return new Standing(learned, triesOf(end, now).failed(now, chance), missed);
    }

    /** Messages up to here could not be tried. */
    Standing putOff(Watermark end, Instant now) {
        return new Standing(learned, triesOf(end, now).putOff(now), missed);
    }

    private Tries triesOf(Watermark end, Instant now) {
        Tries before = tries;
        return before != null && wasTried(end) ? before : Tries.of(end, now);
    }

    /** Up to where extractors that need no model have read. */
    @Nullable
    Watermark ruled() {
        return tries == null ? learned : tries.ruled();
    }

    Standing ruledUpTo(Watermark end) {
        return new Standing(learned, Objects.requireNonNull(tries, "tries").ruledUpTo(end), missed);
    }

    /**
     * The same, but what was said then is still to be learned from: its turn took longer than those begun after it, or its clock was set back. Where it lies
     * among messages that are being tried, these tries begin anew, as it was not among them.
     */
    Standing reaching(Message late) {
        if (learned != null && !learned.isBefore(late)) {
            return new Standing(Watermark.before(late), null, missed);
        }
        return tries != null && !tries.until().isBefore(late) ? new Standing(learned, null, missed) : this;
    }
}
