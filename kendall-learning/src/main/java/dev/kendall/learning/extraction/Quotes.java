package dev.kendall.learning.extraction;

import java.util.regex.Pattern;

/** Whether a text says the words that an extractor quotes. */
public final class Quotes {
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");

    private Quotes() {}

    /** Whether {@code text} says these words, however they are spaced. */
    public static boolean stands(String quote, String text) {
        return spaced(text).contains(spaced(quote));
    }

    private static String spaced(String text) {
        return SPACE.matcher(text).replaceAll(" ").strip();
    }
}
