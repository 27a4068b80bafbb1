package dev.kendall.learning;

import dev.kendall.chat.MessageId;
import dev.kendall.learning.pattern.PatternWindow;
import dev.kendall.storage.StateStore;
import dev.kendall.user.UserId;
import java.time.LocalDate;
import java.util.Optional;

/**
 * When a model was asked for a user's patterns.
 *
 * @param day of the user's calendar
 * @param message the latest message that it could see
 */
record PatternsAsked(LocalDate day, MessageId message) {
    private static final String KEY = "learning/patterns/asked";

    /** About a window that has a message. */
    static PatternsAsked of(PatternWindow window) {
        int last = window.messages().size() - 1;
        return new PatternsAsked(
                LocalDate.ofInstant(window.now(), window.zone()),
                window.messages().get(last).id());
    }

    static Optional<PatternsAsked> find(StateStore state, UserId user) {
        return state.find(user, KEY).map(text -> {
            String[] parts = text.split(" ", 2);
            return new PatternsAsked(LocalDate.parse(parts[0]), MessageId.of(parts[1]));
        });
    }

    void put(StateStore state, UserId user) {
        state.put(user, KEY, day + " " + message);
    }

    /** Whether it is another day now, and something was said since. */
    boolean isOver(PatternsAsked now) {
        return !day.equals(now.day) && !message.equals(now.message);
    }
}
