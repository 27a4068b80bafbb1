package dev.kendall.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** An SVG while it is drawn: a white sheet with a title, an element a line. Not thread-safe. */
final class Svg {
    /** Okabe and Ito's, which everybody can tell apart, without the yellow that is too light here. */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000");

    private final StringBuilder elements = new StringBuilder();

    /** A sheet of this size in pixels, whose title begins {@code left} pixels from its edge. */
    Svg(int width, int height, int left, String title) {
        add(
                "<svg xmlns='http://www.w3.org/2000/svg' width='%1$d' height='%2$d' viewBox='0 0 %1$d %2$d' font-family='sans-serif' font-size='13'>",
                width, height);
        add("<title>%s</title>", escaped(title));
        add("<rect width='%d' height='%d' fill='#ffffff'/>", width, height);
        add("<text x='%d' y='26' font-size='16' fill='#222222'>%s</text>", left, escaped(title));
    }

    /** The colour of the so-manieth thing, from 0; after the last one the first again. */
    static String colour(int index) {
        return COLOURS.get(index % COLOURS.size());
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Adds an element, formatted the same in every locale. */
    void add(String element, Object... values) {
        elements.append(String.format(Locale.ROOT, element, values)).append('\n');
    }

    /** The whole, which is then at its end. */
    String end() {
        return elements.append("</svg>\n").toString();
    }
}
