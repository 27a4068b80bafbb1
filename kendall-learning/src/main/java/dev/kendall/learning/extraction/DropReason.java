package dev.kendall.learning.extraction;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Why something that an extractor gave is not taken. */
public enum DropReason {
    /** It cites a message that is not among those to learn from, or that does not exist. */
    UNKNOWN_MESSAGE,
    /** It cites a message that is not in the user's own words. */
    NOT_EVIDENCE,
    /** What it quotes does not stand in the message that it cites. */
    QUOTE_NOT_FOUND,
    /** It names a contact whom the user does not have. */
    UNKNOWN_CONTACT,
    /** What it says does not follow from what it cites: it has a number that the message does not have, or cites too little. */
    UNGROUNDED,
    /** A field is missing, too long or of the wrong kind. */
    INVALID,
    /** What it says was told already, without a model or by it. */
    REPEATED,
    /** There were more than the limits allow; where an extractor gives without end, those that were looked at. */
    TOO_MANY,
    /** The answer could not be read at all. */
    UNREADABLE;

    /** An unmodifiable copy of these counts, in the order of the reasons. */
    public static Map<DropReason, Integer> copyOf(Map<DropReason, Integer> counts) {
        EnumMap<DropReason, Integer> copy = new EnumMap<>(DropReason.class);
        copy.putAll(counts);
        return Collections.unmodifiableMap(copy);
    }
}
