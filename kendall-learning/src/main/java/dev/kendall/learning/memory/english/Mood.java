package dev.kendall.learning.memory.english;

/** How a clause is meant. */
enum Mood {
    /** It says that something is so. */
    PLAIN,
    /** It says that something is to happen. */
    PLANNED,
    /** It asks. */
    QUESTION,
    /** It supposes, wishes, or is not sure. */
    UNREAL,
    /** It tells what somebody else said. */
    REPORTED
}
