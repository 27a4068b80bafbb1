package dev.kendall.learning.memory;

/** Why something that an extractor gave is no claim. */
public enum DropReason {
    /** It cites a message that is not among those to learn from, or that does not exist. */
    UNKNOWN_MESSAGE,
    /** It cites a message that is not in the user's own words. */
    NOT_EVIDENCE,
    /** What it quotes does not stand in the message that it cites. */
    QUOTE_NOT_FOUND,
    /** It has a number that the message does not have. */
    UNGROUNDED,
    /** A field is missing, too long or of the wrong kind. */
    INVALID,
    /** There were more than the limits allow. */
    TOO_MANY,
    /** The answer could not be read at all. */
    UNREADABLE
}
