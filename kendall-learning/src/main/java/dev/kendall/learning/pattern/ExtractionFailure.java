package dev.kendall.learning.pattern;

import java.util.Objects;

/**
 * What went wrong in one extractor.
 *
 * @param sentence what failed and where, without anything that was said
 */
public record ExtractionFailure(Kind kind, String sentence) {
    /** How an extractor fails. */
    public enum Kind {
        /** It ended in an exception. */
        THREW,
        /** It was given up at its time limit, and interrupted. */
        TIMED_OUT,
        /** It was not asked: as many of its runs as are allowed still hang after they were given up. */
        STILL_HANGING,
        /** It found more than is allowed; the first were kept. */
        FLOODED,
        /** A finding broke a rule and was left out. */
        INVALID
    }

    /** Checks the fields. */
    public ExtractionFailure {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(sentence, "sentence");
    }
}
