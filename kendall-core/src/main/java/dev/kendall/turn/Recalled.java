package dev.kendall.turn;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mark around what a prompt tells a model out of memory, so that nothing of it is ever learned again as if somebody had just
 * said it. What stands inside cannot close the mark: its angle brackets are replaced.
 */
public final class Recalled {
    private static final String BEGIN = "<kendall-recalled>";
    private static final String END = "</kendall-recalled>";
    private static final Pattern MARKED =
            Pattern.compile(Pattern.quote(BEGIN) + ".*?(" + Pattern.quote(END) + "|\\z)", Pattern.DOTALL);

    private Recalled() {}

    /** The text, marked as recalled. */
    public static String mark(String text) {
        return BEGIN + "\n" + neutral(text) + "\n" + END;
    }

    /** The text with everything taken out that is marked as recalled. What begins and never ends is taken out to the end. */
    public static String strip(String text) {
        String rest = text;
        for (Matcher marked = MARKED.matcher(rest); marked.find(); marked = MARKED.matcher(rest)) {
            rest = marked.replaceAll("").strip();
        }
        return rest;
    }

    private static String neutral(String text) {
        return text.replace('<', '‹').replace('>', '›');
    }
}
