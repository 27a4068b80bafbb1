package dev.kendall.html;

import java.util.List;

/**
 * A plot while it is drawn, an element a line: on an {@link HtmlPage}, or as a picture {@linkplain #alone of its own}. The page or the picture gives
 * its classes their colours in light and in dark: {@code ink} and {@code axis} for texts, {@code grid} for lines, and those of {@link
 * #line} and {@link #fill}. Not thread-safe.
 */
public final class Svg {
    /** Okabe and Ito's, which everybody can tell apart, without the yellow that is too light on white. */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9");

    /** The same for a dark sheet. */
    private static final List<String> ON_DARK =
            List.of("#56b4e9", "#ff8c42", "#33c79b", "#e3a1c6", "#f0b93a", "#8fd0f5");

    private static final String LIGHT =
            ".paper { fill: #ffffff; } .ink { fill: #222222; } .axis { fill: #595959; } .grid { stroke: #dddddd; }\n";

    private static final String DARK =
            ".paper { fill: #16181c; } .ink { fill: #e8e6e3; } .axis { fill: #a9a9a9; } .grid { stroke: #3c4047; }\n";

    private final StringBuilder elements = new StringBuilder();

    /** A transparent sheet of this size in pixels, which shrinks with the page. The title is for those who do not see it. */
    public Svg(int width, int height, String title) {
        add(
                "<svg xmlns='http://www.w3.org/2000/svg' role='img' width='%1$d' height='%2$d' viewBox='0 0 %1$d %2$d'"
                        + " font-family='sans-serif' font-size='13'>",
                width, height);
        add("<title>%s</title>", title);
    }

    /**
     * A picture of its own, which needs no page: a sheet of this size in pixels, light or dark as the reader's system is, with its title above.
     *
     * @param left where the title begins, in pixels from the edge
     */
    public static Svg alone(int width, int height, int left, String title) {
        Svg svg = new Svg(width, height, title);
        svg.elements
                .append("<style>\n")
                .append(LIGHT)
                .append("@media (prefers-color-scheme: dark) {\n")
                .append(DARK)
                .append(onDark())
                .append("}\n</style>\n");
        return svg.add("<rect class='paper' width='%d' height='%d'/>", width, height)
                .add("<text class='ink' x='%d' y='26' font-size='16'>%s</text>", left, title);
    }

    /** The attributes that draw lines of the so-manieth thing, from 0, in its colour; after the last colour the first again. */
    public static String line(int index) {
        int colour = index % COLOURS.size();
        return "class='l" + colour + "' stroke='" + COLOURS.get(colour) + "'";
    }

    /** As {@link #line}, for areas and texts. */
    public static String fill(int index) {
        int colour = index % COLOURS.size();
        return "class='f" + colour + "' fill='" + COLOURS.get(colour) + "'";
    }

    /** The style of lines and areas on a dark sheet. */
    static String onDark() {
        StringBuilder style = new StringBuilder();
        for (int i = 0; i < ON_DARK.size(); i++) {
            style.append(Markup.filled(".l%1$d { stroke: %2$s; } .f%1$d { fill: %2$s; }\n", i, ON_DARK.get(i)));
        }
        return style.toString();
    }

    /**
     * Adds an element.
     *
     * @param element the program's own markup, formatted as {@link String#format} does in every locale alike
     * @param values numbers, and anything else, which is escaped as {@link Markup#escaped} does
     */
    public Svg add(String element, Object... values) {
        elements.append(Markup.filled(element, values)).append('\n');
        return this;
    }

    /** The whole. Nothing is added behind it. */
    public String end() {
        return elements + "</svg>\n";
    }
}
