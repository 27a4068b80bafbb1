package dev.kendall.chat;

/** What a message is. */
public enum MessageType {
    /** Words. */
    TEXT,
    /** A file that was shared; the text names or describes it. */
    FILE,
    /** A notice of the host. */
    SYSTEM,
    /** A request for a phone call. */
    CALL_REQUEST
}
