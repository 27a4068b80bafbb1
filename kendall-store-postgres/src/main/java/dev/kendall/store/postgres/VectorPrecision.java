package dev.kendall.store.postgres;

/** How the numbers of vectors are kept. */
public enum VectorPrecision {
    /** 32 bits each (pgvector's {@code vector}): exact. An index takes up to 2,000 dimensions. */
    SINGLE,
    /**
     * 16 bits each (pgvector's {@code halfvec}): half the room, and nearly the same order. An index takes up to 4,000 dimensions. Vectors are
     * scaled to length 1 before, which changes no cosine.
     */
    HALF
}
