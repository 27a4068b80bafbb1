package dev.kendall.learning.pattern;

import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.PatternStatus;
import java.util.Objects;

/**
 * One pattern that an extractor found.
 *
 * @param key what makes it the same pattern when it is found again: 1 to 64 of {@code a-z 0-9 _}, beginning with a letter or digit; no
 *     two findings of one extractor share it
 * @param pattern without an id; its evidence are messages of the window, at least one, and its contact is one of the window's
 * @param status {@link PatternStatus#ACTIVE} while it holds, {@link PatternStatus#RETIRED} when it held and stopped
 */
public record Finding(String key, NewPattern pattern, PatternStatus status) {
    private static final java.util.regex.Pattern KEY = java.util.regex.Pattern.compile("[a-z0-9][a-z0-9_]{0,63}");

    /** Checks the fields. */
    public Finding {
        Objects.requireNonNull(pattern, "pattern");
        Objects.requireNonNull(status, "status");
        if (!KEY.matcher(Objects.requireNonNull(key, "key")).matches()) {
            throw new IllegalArgumentException(
                    "a finding's key must be 1 to 64 of a-z, 0-9 and _, beginning with a letter or digit");
        }
        if (pattern.id() != null) {
            throw new IllegalArgumentException("a finding has no pattern id: its key says which pattern it is");
        }
        if (status == PatternStatus.DISMISSED) {
            throw new IllegalArgumentException(
                    "only the user dismisses a pattern; an extractor says ACTIVE or RETIRED");
        }
    }

    /** A pattern that holds. */
    public static Finding of(String key, NewPattern pattern) {
        return new Finding(key, pattern, PatternStatus.ACTIVE);
    }

    /** This finding, as one that held and stopped. */
    public Finding stopped() {
        return new Finding(key, pattern, PatternStatus.RETIRED);
    }
}
