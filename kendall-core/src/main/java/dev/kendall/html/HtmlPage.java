package dev.kendall.html;

/**
 * A page of HTML while it is written, an element a line. It needs nothing else: no script, no font and no picture from elsewhere, and its
 * policy lets a browser load none. It is light or dark as the reader's system is, and well-formed XML too, as long as what is added is.
 * Not thread-safe.
 */
public final class HtmlPage {
    private static final String STYLE = """
            :root { color-scheme: light dark; --paper: #ffffff; --ink: #222222; --muted: #595959; --line: #dddddd; --good: #00703c; --bad: #b00020; }
            body { font: 15px/1.5 sans-serif; max-width: 1000px; margin: 2em auto; padding: 0 1em; color: var(--ink); background: var(--paper); }
            h1 { font-size: 1.5em; overflow-wrap: anywhere; } h2 { font-size: 1.15em; margin-top: 2em; }
            table { border-collapse: collapse; margin: 1em 0; }
            th, td { padding: .2em .8em .2em 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
            td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
            code { font-size: 12px; }
            .good { color: var(--good); } .bad { color: var(--bad); font-weight: bold; }
            svg { max-width: 100%; height: auto; margin: .6em 0; }
            .ink { fill: var(--ink); } .axis { fill: var(--muted); } .grid { stroke: var(--line); }
            """;

    private static final String DARK =
            ":root { --paper: #16181c; --ink: #e8e6e3; --muted: #a9a9a9; --line: #3c4047; --good: #5fd39a; --bad: #ff8a80; }\n";

    private final StringBuilder html = new StringBuilder();

    /** A page with this title. */
    public HtmlPage(String title) {
        this(title, "");
    }

    /**
     * A page with this title and more style.
     *
     * @param style the program's own CSS, without {@code <} and {@code &}; it may use the variables --paper, --ink, --muted, --line,
     *     --good and --bad
     */
    public HtmlPage(String title, String style) {
        html.append("<!DOCTYPE html>\n<html lang='en'>\n<head>\n<meta charset='utf-8'/>\n");
        add("<meta name='viewport' content='width=device-width'/>");
        add("<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; style-src 'unsafe-inline'\"/>");
        add("<title>%s</title>", title);
        html.append("<style>\n")
                .append(STYLE)
                .append("@media (prefers-color-scheme: dark) {\n")
                .append(DARK)
                .append(Svg.onDark())
                .append("}\n")
                .append(style)
                .append("</style>\n</head>\n<body>\n");
        add("<h1>%s</h1>", title);
    }

    /**
     * Adds an element.
     *
     * @param markup the program's own, formatted as {@link String#format} does in every locale alike
     * @param values numbers, and anything else, which is escaped as {@link Markup#escaped} does
     */
    public HtmlPage add(String markup, Object... values) {
        html.append(Markup.filled(markup, values)).append('\n');
        return this;
    }

    /** Adds a plot, at its end. */
    public HtmlPage add(Svg plot) {
        html.append(plot.end());
        return this;
    }

    /** The whole. Nothing is added behind it. */
    public String end() {
        return html + "</body>\n</html>\n";
    }
}
