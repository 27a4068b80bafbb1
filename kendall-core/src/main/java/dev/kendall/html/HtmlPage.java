package dev.kendall.html;

/**
 * A page of HTML while it is written, an element a line. It needs nothing else: no script, no font and no picture from elsewhere, and its
 * policy lets a browser load none. It is light or dark as the reader's system is, and well-formed XML too, as long as what is added is.
 * Not thread-safe.
 *
 * <p>For pages narrower than their tables, {@code <div class='wide'>} around a table lets it be moved sideways, and {@code <table
 * class='rows'>} makes its rows paragraphs, without the row of class {@code head}: the one for numbers, the other for texts.
 */
public final class HtmlPage {
    private static final String STYLE = """
            :root { color-scheme: light dark; --paper: #ffffff; --ink: #222222; --muted: #595959; --line: #dddddd; --good: #00703c; --bad: #b00020; }
            body { font: 15px/1.5 sans-serif; max-width: 1000px; margin: 2em auto; padding: 0 1em; color: var(--ink); background: var(--paper); }
            h1 { font-size: 1.5em; } h2 { font-size: 1.15em; margin-top: 2em; } h3 { font-size: 1em; margin: 1.5em 0 0; }
            h1, p, li { overflow-wrap: anywhere; }
            table { border-collapse: collapse; margin: 1em 0; }
            th, td { padding: .2em .8em .2em 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
            td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
            code { font-size: 12px; }
            .good { color: var(--good); } .bad { color: var(--bad); font-weight: bold; }
            .wide, .plot { overflow-x: auto; } .plot { margin: .6em 0; } .plot.narrow { display: none; }
            svg { display: block; max-width: 100%; height: auto; }
            @media (max-width: 700px) {
              table { font-size: 13px; } th, td { padding-right: .5em; }
              .plot svg { max-width: none; } .plot.broad { display: none; } .plot.narrow { display: block; }
              .rows tr { display: block; padding: .4em 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
              .rows td { display: inline; padding: 0; border: 0; } .rows td + td::before { content: ' · '; } .rows .head { display: none; }
            }
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

    /** Adds a plot, at its end. It shrinks with the page; on one up to 700 pixels wide it is moved sideways instead, to stay readable. */
    public HtmlPage add(Svg plot) {
        return add(plot, "plot");
    }

    /** Adds a plot in two forms, at their ends; a reader sees the second on pages up to 700 pixels wide, and the first on others. */
    public HtmlPage add(Svg plot, Svg narrow) {
        return add(plot, "plot broad").add(narrow, "plot narrow");
    }

    private HtmlPage add(Svg plot, String styles) {
        html.append("<div class='")
                .append(styles)
                .append("'>\n")
                .append(plot.end())
                .append("</div>\n");
        return this;
    }

    /** The whole. Nothing is added behind it. */
    public String end() {
        return html + "</body>\n</html>\n";
    }
}
