package dev.kendall.search;

import dev.kendall.entity.EntityRef;
import java.util.Objects;

/**
 * A message or memory that has no vector in a space yet.
 *
 * @param text its {@link EmbeddingText}
 */
public record Unembedded(EntityRef source, String text) {
    /** Checks the fields. */
    public Unembedded {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(text, "text");
    }

    /** The source and the text's length: the text has no place in a log. */
    @Override
    public String toString() {
        return "Unembedded[" + source + ", " + text.length() + " characters]";
    }
}
