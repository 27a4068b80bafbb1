package dev.kendall.store.postgres.document;

import dev.kendall.store.postgres.document.Layout.Box;
import dev.kendall.store.postgres.document.Layout.Line;
import dev.kendall.store.postgres.document.Layout.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The tables as an SVG that needs nothing else, on light and on dark pages. */
final class SchemaPicture {
    private static final int LEGEND = 34;

    /** Okabe and Ito's, which everybody can tell apart, as far as they show on white and on black. */
    private static final List<String> COLOURS = List.of("#7f8c99", "#d55e00", "#009e73", "#cc79a7", "#0088cc");

    private static final String STYLE = """
            <style>
            text { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; font-size: 12px; fill: #1f2328 }
            .page { fill: #ffffff } .box { fill: #f6f8fa; stroke: #8c959f } .head { fill: #d5e3f2; stroke: #8c959f }
            .name, .key { font-weight: bold } .title { font-size: 15px; font-weight: bold; fill: #57606a } .type, .legend { fill: #57606a }
            .type { text-anchor: end } .way { fill: none; stroke-width: 1.5; shape-rendering: crispEdges }
            @media (prefers-color-scheme: dark) {
            text { fill: #e6edf3 }
            .page { fill: #0d1117 } .box { fill: #161b22; stroke: #656c76 } .head { fill: #1f3a56; stroke: #656c76 }
            .title, .type, .legend { fill: #9da7b3 }
            }
            </style>
            """;

    private final Layout layout;

    SchemaPicture(Layout layout) {
        this.layout = layout;
    }

    String svg() {
        StringBuilder svg = new StringBuilder();
        int height = layout.height() + LEGEND;
        add(
                svg,
                "<svg xmlns='http://www.w3.org/2000/svg' width='%1$d' height='%2$d' viewBox='0 0 %1$d %2$d'>",
                layout.width(),
                height);
        add(svg, "<title>Kendall's tables</title>");
        svg.append(STYLE);
        add(svg, "<rect class='page' width='%d' height='%d'/>", layout.width(), height);
        layout.titles()
                .forEach(title -> add(
                        svg,
                        "<text class='title' x='%d' y='%d'>%s</text>",
                        title.x(),
                        title.y(),
                        escaped(title.text())));
        layout.lines().forEach(line -> addLine(svg, line));
        layout.boxes().forEach(box -> addBox(svg, box));
        add(
                svg,
                "<text class='legend' x='%d' y='%d'>bold: primary key · ?: may be null · arrow: foreign key</text>",
                layout.boxes().stream().mapToInt(Box::x).min().orElse(0),
                height - 14);
        return svg.append("</svg>\n").toString();
    }

    private void addLine(StringBuilder svg, Line line) {
        String colour = colour(line.target());
        String points =
                line.points().stream().map(point -> point.x() + "," + point.y()).collect(Collectors.joining(" "));
        add(svg, "<polyline class='way' points='%s' stroke='%s'/>", points, colour);
        Point end = line.points().get(line.points().size() - 1);
        int back = line.points().get(line.points().size() - 2).x() > end.x() ? 8 : -8;
        add(
                svg,
                "<polygon points='%d,%d %d,%d %d,%d' fill='%s'/>",
                end.x(),
                end.y(),
                end.x() + back,
                end.y() - 4,
                end.x() + back,
                end.y() + 4,
                colour);
    }

    private String colour(String target) {
        List<String> targets = new ArrayList<>();
        layout.lines().forEach(line -> {
            if (!line.target().equals("users") && !targets.contains(line.target())) {
                targets.add(line.target());
            }
        });
        return COLOURS.get(target.equals("users") ? 0 : 1 + targets.indexOf(target) % (COLOURS.size() - 1));
    }

    private static void addBox(StringBuilder svg, Box box) {
        Table table = box.table();
        add(
                svg,
                "<rect class='box' x='%d' y='%d' width='%d' height='%d' rx='4'/>",
                box.x(),
                box.y(),
                box.width(),
                box.height());
        add(
                svg,
                "<rect class='head' x='%d' y='%d' width='%d' height='%d' rx='4'/>",
                box.x(),
                box.y(),
                box.width(),
                Layout.HEADER - 4);
        add(
                svg,
                "<text class='name' x='%d' y='%d'>%s</text>",
                box.x() + Layout.PAD,
                box.y() + 15,
                escaped(table.name()));
        for (Table.Column column : table.columns()) {
            int y = box.at(column.name()) + 4;
            String name = table.primaryKey().contains(column.name()) ? "key" : "column";
            add(svg, "<text class='%s' x='%d' y='%d'>%s</text>", name, box.x() + Layout.PAD, y, escaped(column.name()));
            add(
                    svg,
                    "<text class='type' x='%d' y='%d'>%s</text>",
                    box.right() - Layout.PAD,
                    y,
                    escaped(Layout.type(column)));
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static void add(StringBuilder svg, String element, Object... values) {
        svg.append(String.format(Locale.ROOT, element, values)).append('\n');
    }
}
