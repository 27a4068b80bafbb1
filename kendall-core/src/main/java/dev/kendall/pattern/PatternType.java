package dev.kendall.pattern;

import dev.kendall.internal.Checks;

/**
 * What kind of pattern it is. The constants are those that Kendall's own extractors find; a host's extractors add their own.
 *
 * @param value 1 to 64 of {@code a-z 0-9 _}, beginning with a letter
 */
public record PatternType(String value) implements Comparable<PatternType> {
    /** Is in touch with somebody at regular times. */
    public static final PatternType RECURRING_CONTACT = new PatternType("recurring_contact");
    /** Does something at regular times. */
    public static final PatternType TIME_BASED_ACTION = new PatternType("time_based_action");
    /** Prefers one person or channel for something. */
    public static final PatternType PREFERRED_CONTACT = new PatternType("preferred_contact");
    /** Behaves in some way, without a time. */
    public static final PatternType BEHAVIOR = new PatternType("behavior");
    /** Likes or dislikes something. */
    public static final PatternType PREFERENCE = new PatternType("preference");

    /** Checks the value. */
    public PatternType {
        Checks.slug("pattern type", value);
    }

    /** The type named {@code value}. */
    public static PatternType of(String value) {
        return new PatternType(value);
    }

    @Override
    public int compareTo(PatternType other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
