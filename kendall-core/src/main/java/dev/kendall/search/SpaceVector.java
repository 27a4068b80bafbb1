package dev.kendall.search;

/** A vector together with the space it lives in, whose dimensions it has. */
public record SpaceVector(EmbeddingSpace space, Vector vector) {
    /** Checks the dimensions. */
    public SpaceVector {
        if (vector.dimensions() != space.dimensions()) {
            throw new IllegalArgumentException("the vector has " + vector.dimensions() + " dimensions, but the space "
                    + space + " has " + space.dimensions());
        }
    }
}
