package dev.kendall.learning;

import dev.kendall.storage.StateStore;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Messages of a thread that the watermark has passed although an extractor did not read them, because it hung. They are read again once it can be asked:
 * by all extractors, as what was learned is not learned twice.
 *
 * @param from up to where the thread had been learned from before the first, or null: not at all
 * @param until the last; others may lie between that were read
 * @param failed how many of their tries had failed
 */
record Missed(@Nullable Watermark from, Watermark until, int failed) {
    private static final String KEY = "learning/missed/";
    private static final String NOTHING = "-";

    static Optional<Missed> find(StateStore state, UserId user, ThreadId thread) {
        return state.find(user, KEY + thread.value()).map(Missed::parse);
    }

    private static Missed parse(String text) {
        String[] parts = text.split(" ", 5);
        return new Missed(
                parts[1].equals(NOTHING) ? null : Watermark.parse(parts[1] + " " + parts[2]),
                Watermark.parse(parts[3] + " " + parts[4]),
                Integer.parseInt(parts[0]));
    }

    void put(StateStore state, UserId user, ThreadId thread) {
        String begin = from == null ? NOTHING + " " + NOTHING : from.toString();
        state.put(user, KEY + thread.value(), failed + " " + begin + " " + until);
    }

    static void remove(StateStore state, UserId user, ThreadId thread) {
        state.remove(user, KEY + thread.value());
    }

    /** Whether it begins behind the mark. */
    boolean isBehind(@Nullable Watermark mark) {
        return from != null && (mark == null || mark.compareTo(from) < 0);
    }

    Missed and(Missed other) {
        return new Missed(
                isBehind(other.from) ? other.from : from,
                until.compareTo(other.until) > 0 ? until : other.until,
                Math.max(failed, other.failed));
    }
}
