package dev.kendall.learning.memory.english;

import java.util.regex.Pattern;

/**
 * A part of a sentence with a subject and a verb of its own.
 *
 * @param text with single spaces and straight quotes, without what is quoted from others
 */
record Clause(String text, Mood mood) {
    private static final Pattern FIRST_PERSON = Pattern.compile("(?i)(?<![\\w'])(?:I|im|me|my|our|we|new)(?!\\w)");
    private static final Pattern OTHER_PERSON =
            Pattern.compile("\\p{Lu}\\p{L}|(?i)(?<![\\w'])(?:my|our|she|he)(?!\\w)");

    /** Whether it may say something of the user; a cheap look before the rules. */
    boolean speaksOfUser() {
        return FIRST_PERSON.matcher(text).find();
    }

    /** Whether it may say something of another person; a cheap look before the rules. */
    boolean speaksOfOthers() {
        return OTHER_PERSON.matcher(text).find();
    }
}
