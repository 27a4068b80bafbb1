package dev.kendall.memory;

import dev.kendall.internal.Checks;

/**
 * What kind of memory it is. The constants are those that Kendall knows; a host may add its own.
 *
 * @param value 1 to 64 of {@code a-z 0-9 _}, beginning with a letter
 */
public record MemoryType(String value) implements Comparable<MemoryType> {
    /** Something that is so. */
    public static final MemoryType FACT = new MemoryType("fact");
    /** Something the user likes, dislikes, or wants done in one way. */
    public static final MemoryType PREFERENCE = new MemoryType("preference");
    /** Who somebody is to the user. */
    public static final MemoryType RELATIONSHIP = new MemoryType("relationship");
    /** Something to be reminded of. */
    public static final MemoryType REMINDER = new MemoryType("reminder");
    /** A date that matters. */
    public static final MemoryType IMPORTANT_DATE = new MemoryType("important_date");
    /** How the assistant should behave; part of every turn's context. */
    public static final MemoryType INSTRUCTION = new MemoryType("instruction");

    /** Checks the value. */
    public MemoryType {
        Checks.slug("memory type", value);
    }

    /** The type named {@code value}. */
    public static MemoryType of(String value) {
        return new MemoryType(value);
    }

    @Override
    public int compareTo(MemoryType other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
