package dev.kendall.pattern;

/** Whether a pattern still counts. */
public enum PatternStatus {
    /** It holds; it is part of the context and may be suggested. */
    ACTIVE,
    /** The user does not want to hear of it. */
    DISMISSED,
    /** It stopped. */
    RETIRED
}
