package dev.kendall.examples.command;

/** Text of others, made fit for a terminal. */
public final class Text {
    private Text() {}

    /** The text on one line of at most {@code width} characters, without what could steer the terminal. */
    public static String snippet(String text, int width) {
        String line = printable(text).replaceAll("\\s+", " ").strip();
        if (line.codePointCount(0, line.length()) <= width) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, Math.max(0, width - 1)))
                        .stripTrailing() + "…";
    }

    /** The text without control characters, but for line ends and tabs. */
    public static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> c == '\n' || c == '\t' || Character.getType(c) != Character.CONTROL)
                .forEach(printable::appendCodePoint);
        return printable.toString();
    }

    /** The text with every line moved to the right. */
    public static String indent(String text, String by) {
        return by + printable(text).replace("\n", "\n" + by);
    }

    /** "1 message", "2 messages". */
    public static String count(long number, String singular, String plural) {
        return number + " " + (number == 1 ? singular : plural);
    }
}
