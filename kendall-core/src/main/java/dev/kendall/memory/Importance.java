package dev.kendall.memory;

/** How much it matters that a memory is not forgotten. */
public enum Importance {
    /** Nice to know. */
    LOW,
    /** As usual. */
    MEDIUM,
    /** Must not be missed: an allergy, a deadline. */
    HIGH
}
