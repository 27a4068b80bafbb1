package dev.kendall.verification;

import java.util.regex.Pattern;

/** A text without what a rich text field changes on its own. */
final class CanonicalText {
    private static final Pattern LINE_END = Pattern.compile("[ \\t]*(\\r\\n|\\r|\\n)");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([\\\\`*_{}\\[\\]()#+\\-.!>~|])");
    private static final Pattern BULLET = Pattern.compile("(?m)^([ \\t]*)[*+](?=[ \\t])");

    private CanonicalText() {}

    static String of(String text) {
        String lines = LINE_END.matcher(text).replaceAll("\n").strip();
        String plain = ESCAPE.matcher(lines).replaceAll("$1");
        return BULLET.matcher(plain).replaceAll("$1-");
    }
}
