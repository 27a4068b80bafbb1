package dev.kendall.learning;

import dev.kendall.storage.StateStore;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The tries of the oldest messages of a thread that are not learned from, because an extractor failed on them. They are kept beside the watermark and not
 * counted by the job, so that only what was tried each time is given up: not what was said since, and not what an extractor was not asked about. Tries of
 * one window say nothing of the next: those begin anew.
 *
 * @param failed how many have failed
 * @param next when they are tried again
 * @param until up to where they go
 * @param ruled up to where extractors that need no model have read meanwhile, {@code until} or later
 */
record Tries(int failed, Instant next, Watermark until, Watermark ruled) {
    /** How often they are tried in all. */
    static final int MOST = 10;

    /** How long to wait for an extractor that is not asked because calls of it still run that were given up. */
    private static final Duration BUSY = Duration.ofMinutes(1);

    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final String KEY = "learning/tries/";

    /** None has failed. */
    static Tries of(Watermark until, Instant now) {
        return new Tries(0, now, until, until);
    }

    static Optional<Tries> find(StateStore state, UserId user, ThreadId thread) {
        return state.find(user, KEY + thread.value()).map(Tries::parse);
    }

    private static Tries parse(String text) {
        String[] parts = text.split(" ", 6);
        return new Tries(
                Integer.parseInt(parts[0]),
                Instant.parse(parts[1]),
                Watermark.parse(parts[2] + " " + parts[3]),
                Watermark.parse(parts[4] + " " + parts[5]));
    }

    void put(StateStore state, UserId user, ThreadId thread) {
        state.put(user, KEY + thread.value(), failed + " " + next + " " + until + " " + ruled);
    }

    static void remove(StateStore state, UserId user, ThreadId thread) {
        state.remove(user, KEY + thread.value());
    }

    /** Whether the next is the last. */
    boolean isLast() {
        return failed >= MOST - 1;
    }

    /**
     * One more has failed.
     *
     * @param chance from 0 to 1, so that what failed together does not come back together
     */
    Tries failed(Instant now, double chance) {
        return new Tries(failed + 1, now.plus(pause(failed + 1, chance)), until, ruled);
    }

    /** They could not be made. */
    Tries putOff(Instant now) {
        return new Tries(failed, now.plus(BUSY), until, ruled);
    }

    Tries ruledUpTo(Watermark end) {
        return new Tries(failed, next, until, end);
    }

    /** How long to wait after so many: twice as long each time, up to half an hour, and up to half of that more by chance. */
    static Duration pause(int failed, double chance) {
        Duration wait = FIRST;
        for (int i = 1; i < failed && wait.compareTo(LONGEST) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        long millis = Math.min(wait.toMillis(), LONGEST.toMillis());
        return Duration.ofMillis(millis + Math.round(millis * chance / 2));
    }
}
