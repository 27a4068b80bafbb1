package dev.kendall.learning.pattern;

import dev.kendall.pattern.Pattern;
import java.time.ZonedDateTime;
import java.util.Objects;

/**
 * A pattern whose time is about now.
 *
 * @param at when it is due, in the user's zone
 * @param suggestion a sentence for the user: "You usually call John on Mondays at nine."
 */
public record DuePattern(Pattern pattern, ZonedDateTime at, String suggestion) {
    /** Checks the fields. */
    public DuePattern {
        Objects.requireNonNull(pattern, "pattern");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(suggestion, "suggestion");
    }

    /** What is suggested is personal: the pattern's id and the time only. */
    @Override
    public String toString() {
        return "DuePattern[" + pattern + ", " + at + "]";
    }
}
