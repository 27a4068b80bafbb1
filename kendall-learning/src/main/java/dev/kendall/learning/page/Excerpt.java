package dev.kendall.learning.page;

/** The beginning of a long text. */
final class Excerpt {
    private Excerpt() {}

    /** The text on one line of at most {@code max} characters, with "…" where it goes on. */
    static String of(String text, int max) {
        // What is cut off behind costs no time, whatever is there.
        String begin = text.length() <= 4 * max ? text : text.substring(0, text.offsetByCodePoints(0, 2 * max));
        String line = begin.replaceAll("\\s+", " ").strip();
        if (begin.length() == text.length() && line.codePointCount(0, line.length()) <= max) {
            return line;
        }
        int end = Math.min(max - 1, line.codePointCount(0, line.length()));
        return line.substring(0, line.offsetByCodePoints(0, end)).stripTrailing() + "…";
    }
}
