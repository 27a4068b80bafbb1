package dev.kendall.benchmarks.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The mean times of a run over the size, both axes logarithmic, as an SVG that needs nothing else. */
public final class Plot {
    private static final int WIDTH = 820;
    private static final int HEIGHT = 440;
    private static final int LEFT = 76;
    private static final int RIGHT = 580;
    private static final int TOP = 50;
    private static final int BOTTOM = 390;
    private static final int LINE_HEIGHT = 17;
    /** Okabe and Ito's, which everybody can tell apart, without the yellow that is too light here. */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000");

    private final SuiteResults run;
    private final Axis x;
    private final Axis y;

    /** A logarithmic axis over whole decades. */
    private record Axis(int from, int to, double start, double end) {
        static Axis over(double[] values, double start, double end) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (double value : values) {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
            int from = (int) Math.floor(Math.log10(least) + 1e-9);
            int to = (int) Math.ceil(Math.log10(most) - 1e-9);
            return new Axis(from, Math.max(to, from + 1), start, end);
        }

        double at(double value) {
            return start + (end - start) * (Math.log10(value) - from) / (to - from);
        }
    }

    /** The name beside a line's end. */
    private record Label(String text, String colour, double y) {}

    /** The plot of this run. */
    public Plot(SuiteResults run) {
        this.run = run;
        this.x = Axis.over(run.figures().stream().mapToDouble(run::size).toArray(), LEFT, RIGHT);
        this.y = Axis.over(run.figures().stream().mapToDouble(Figures::mean).toArray(), BOTTOM, TOP);
    }

    /** The SVG. */
    public String svg() {
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns='http://www.w3.org/2000/svg' width='%1$d' height='%2$d' viewBox='0 0 %1$d %2$d' font-family='sans-serif' font-size='13'>",
                WIDTH,
                HEIGHT);
        add(svg, "<title>%s</title>", escaped(run.title()));
        add(svg, "<rect width='%d' height='%d' fill='#ffffff'/>", WIDTH, HEIGHT);
        add(svg, "<text x='%d' y='26' font-size='16' fill='#222222'>%s</text>", LEFT, escaped(run.title()));
        addGrid(svg);
        addLinear(svg);
        List<Label> labels = new ArrayList<>();
        for (Map.Entry<String, List<Figures>> series : run.series().entrySet()) {
            String colour = COLOURS.get(labels.size() % COLOURS.size());
            List<Figures> points = series.getValue().stream()
                    .sorted(Comparator.comparingDouble(run::size))
                    .toList();
            addSeries(svg, points, colour);
            Figures last = points.get(points.size() - 1);
            labels.add(new Label(
                    series.getKey() + ", " + Numbers.significant(last.mean(), 3) + " ms", colour, y.at(last.mean())));
        }
        addLabels(svg, labels);
        return svg.append("</svg>\n").toString();
    }

    private void addGrid(StringBuilder svg) {
        for (int decade = x.from(); decade <= x.to(); decade++) {
            double at = x.at(Math.pow(10, decade));
            add(svg, "<line x1='%.1f' y1='%d' x2='%.1f' y2='%d' stroke='#dddddd'/>", at, TOP, at, BOTTOM);
            add(
                    svg,
                    "<text x='%.1f' y='%d' text-anchor='middle' fill='#555555'>%s</text>",
                    at,
                    BOTTOM + 20,
                    decade(decade));
        }
        for (int decade = y.from(); decade <= y.to(); decade++) {
            double at = y.at(Math.pow(10, decade));
            add(svg, "<line x1='%d' y1='%.1f' x2='%d' y2='%.1f' stroke='#dddddd'/>", LEFT, at, RIGHT, at);
            add(
                    svg,
                    "<text x='%d' y='%.1f' text-anchor='end' fill='#555555'>%s ms</text>",
                    LEFT - 8,
                    at + 4,
                    decade(decade));
        }
        add(
                svg,
                "<text x='%d' y='%d' text-anchor='middle' fill='#555555'>%s</text>",
                (LEFT + RIGHT) / 2,
                HEIGHT - 8,
                escaped(run.sizeParam()));
    }

    /** What linear growth looks like: a dashed line up from the corner, as far as the plot reaches. */
    private void addLinear(StringBuilder svg) {
        int decades = Math.min(x.to() - x.from(), y.to() - y.from());
        double right = x.at(Math.pow(10, x.from() + decades));
        double top = y.at(Math.pow(10, y.from() + decades));
        add(
                svg,
                "<line x1='%d' y1='%d' x2='%.1f' y2='%.1f' stroke='#999999' stroke-dasharray='5 5'/>",
                LEFT,
                BOTTOM,
                right,
                top);
        add(
                svg,
                "<text x='%.1f' y='%.1f' text-anchor='end' fill='#777777'>linear</text>",
                (LEFT + right) / 2 - 8,
                (BOTTOM + top) / 2);
    }

    private void addSeries(StringBuilder svg, List<Figures> points, String colour) {
        String path = points.stream()
                .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", x.at(run.size(point)), y.at(point.mean())))
                .collect(Collectors.joining(" "));
        add(svg, "<polyline points='%s' fill='none' stroke='%s' stroke-width='2.5'/>", path, colour);
        for (Figures point : points) {
            double at = x.at(run.size(point));
            if (point.error() > 0 && point.error() < point.mean()) {
                add(
                        svg,
                        "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='%s'/>",
                        at,
                        y.at(point.mean() - point.error()),
                        at,
                        y.at(point.mean() + point.error()),
                        colour);
            }
            add(svg, "<circle cx='%.1f' cy='%.1f' r='4' fill='%s'/>", at, y.at(point.mean()), colour);
        }
    }

    /** From the bottom up, each at its line's end, or as much higher as the one below needs. */
    private static void addLabels(StringBuilder svg, List<Label> labels) {
        double free = Double.POSITIVE_INFINITY;
        for (Label label : labels.stream()
                .sorted(Comparator.comparingDouble(Label::y).reversed())
                .toList()) {
            double at = Math.min(label.y(), free);
            free = at - LINE_HEIGHT;
            add(
                    svg,
                    "<text x='%d' y='%.1f' fill='%s'>%s</text>",
                    RIGHT + 10,
                    at + 4,
                    label.colour(),
                    escaped(label.text()));
        }
    }

    private static String decade(int exponent) {
        return exponent < 0 ? Numbers.significant(Math.pow(10, exponent), 1) : Numbers.grouped(Math.pow(10, exponent));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static void add(StringBuilder svg, String element, Object... values) {
        svg.append(String.format(Locale.ROOT, element, values)).append('\n');
    }
}
