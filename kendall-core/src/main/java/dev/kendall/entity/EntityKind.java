package dev.kendall.entity;

/** The kinds of things that Kendall stores for a user. */
public enum EntityKind {
    /** The user, with the profile. */
    USER,
    /** A conversation thread. */
    THREAD,
    /** A chat message. */
    MESSAGE,
    /** A contact. */
    CONTACT,
    /** A behavioural pattern. */
    PATTERN,
    /** A long-term memory. */
    MEMORY
}
