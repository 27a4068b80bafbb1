package dev.kendall.examples.command;

/** Text of others, made fit for a page of HTML or an SVG. */
public final class Markup {
    private Markup() {}

    /** Markup that shows the text as it is, between tags and in an attribute between quotes of either kind. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&quot;");
    }
}
