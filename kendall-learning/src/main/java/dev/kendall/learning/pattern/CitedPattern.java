package dev.kendall.learning.pattern;

import dev.kendall.chat.MessageId;
import java.util.List;

/**
 * What a model takes for a pattern, with the messages that it quotes. That they exist and say so was checked; how sure one can be of it was not.
 *
 * @param does what the user does or prefers, in a few words
 * @param occurrences the messages, in order of time, each once
 */
record CitedPattern(Kind kind, String does, List<Occurrence> occurrences) {
    /** What kind of pattern it is. */
    enum Kind {
        /** What is done again and again. */
        HABIT,
        /** What the user says to like, to avoid or to want. */
        PREFERENCE
    }

    List<MessageId> evidence() {
        return occurrences.stream().map(occurrence -> occurrence.message().id()).toList();
    }
}
