package dev.kendall.chat;

/** Who speaks in a message. */
public enum Role {
    /** The user, or another person whose words the user shares. */
    USER,
    /** The assistant. */
    ASSISTANT,
    /** The host, to both. */
    SYSTEM,
    /** A tool that the assistant called. */
    TOOL
}
