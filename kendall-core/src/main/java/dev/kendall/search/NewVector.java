package dev.kendall.search;

import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import java.util.Objects;

/**
 * A vector to be stored for a message or a memory.
 *
 * @param source a message or a memory
 * @param text the text that was embedded; when the row's is another by now, the vector is not stored
 */
public record NewVector(EntityRef source, String text, SpaceVector vector) {
    /** Checks the source's kind. */
    public NewVector {
        if (source.kind() != EntityKind.MESSAGE && source.kind() != EntityKind.MEMORY) {
            throw new IllegalArgumentException("only messages and memories have vectors, not a " + source.kind());
        }
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(vector, "vector");
    }

    /** The source and the space: the text has no place in a log. */
    @Override
    public String toString() {
        return "NewVector[" + source + ", " + vector.space() + "]";
    }
}
