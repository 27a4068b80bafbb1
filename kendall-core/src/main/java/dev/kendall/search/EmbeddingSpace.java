package dev.kendall.search;

import dev.kendall.internal.Checks;
import dev.kendall.internal.CodePoints;
import java.util.Comparator;

/**
 * Where vectors can be compared: those of one model and dimension. Similarities of two spaces mean nothing to each other.
 *
 * @param model the model's name; 1 to 200 characters
 * @param dimensions 1 to {@value Vector#MAX_DIMENSIONS}
 */
public record EmbeddingSpace(String model, int dimensions) implements Comparable<EmbeddingSpace> {
    private static final Comparator<EmbeddingSpace> ORDER =
            Comparator.comparing(EmbeddingSpace::model, CodePoints::compare).thenComparing(EmbeddingSpace::dimensions);

    /** Checks the fields. */
    public EmbeddingSpace {
        Checks.filled("model name", model, 200);
        Checks.range("dimensions", dimensions, 1, Vector.MAX_DIMENSIONS);
    }

    /** By model in code points, then by dimensions. */
    @Override
    public int compareTo(EmbeddingSpace other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return model + "/" + dimensions;
    }
}
