package dev.kendall.learning.memory;

import dev.kendall.learning.extraction.ModelTokens;

/**
 * Finds in messages what is worth remembering.
 *
 * <p>A pure function of its window: it reads no storage, keeps nothing, starts no thread. What it says of a message may depend on that message and
 * on {@link MemoryWindow#before}, not on the other messages of the window, so that the same is learned however messages were cut into windows.
 * Thread-safe. An extractor that fails, hangs, or claims what no message says is caught by {@link GuardedExtraction}.
 */
public interface MemoryExtractor {
    /** What the extractor is called in reports: 1 to 64 of {@code a-z 0-9 _}, beginning with a letter. */
    String name();

    /**
     * The claims of the window's {@linkplain MemoryWindow#evidence() evidence}, in the order of the messages and within one in the order of its
     * text. No message: no claim.
     */
    Extraction extract(MemoryWindow window);

    /**
     * About what {@link #extract} costs, where it asks a model: this is charged to the user's day when the extractor or its model takes too long, as a
     * provider bills calls that are given up as well, and nobody hears how much. Nothing by default.
     */
    default ModelTokens estimate(MemoryWindow window) {
        return ModelTokens.NONE;
    }
}
