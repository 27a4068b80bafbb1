package dev.kendall.search;

/** How to search. */
public enum SearchMode {
    /** By meaning: nearest vectors. */
    SEMANTIC,
    /** By word: any of the words, ranked. */
    KEYWORD,
    /** Both, fused by rank. */
    HYBRID
}
