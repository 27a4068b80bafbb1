package dev.kendall.benchmarks.report;

import dev.kendall.html.Svg;
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

    private final SuiteResults run;
    private final LogAxis x;
    private final LogAxis y;

    /** The name beside a line's end. */
    private record Label(String text, int colour, double y) {}

    /** The plot of this run. */
    public Plot(SuiteResults run) {
        this.run = run;
        this.x = LogAxis.over(run.figures().stream().mapToDouble(run::size).toArray(), LEFT, RIGHT);
        this.y = LogAxis.over(run.figures().stream().mapToDouble(Figures::mean).toArray(), BOTTOM, TOP);
    }

    /** The SVG. */
    public String svg() {
        Svg svg = Svg.alone(WIDTH, HEIGHT, LEFT, run.title());
        addGrid(svg);
        addLinear(svg);
        List<Label> labels = new ArrayList<>();
        for (Map.Entry<String, List<Figures>> series : run.series().entrySet()) {
            int colour = labels.size();
            List<Figures> points = series.getValue().stream()
                    .sorted(Comparator.comparingDouble(run::size))
                    .toList();
            addSeries(svg, points, colour);
            Figures last = points.get(points.size() - 1);
            labels.add(new Label(
                    series.getKey() + ", " + Numbers.significant(last.mean(), 3) + " ms", colour, y.at(last.mean())));
        }
        addLabels(svg, labels);
        return svg.end();
    }

    private void addGrid(Svg svg) {
        for (int decade = x.from(); decade <= x.to(); decade++) {
            double at = x.at(Math.pow(10, decade));
            svg.add("<line class='grid' x1='%.1f' y1='%d' x2='%.1f' y2='%d'/>", at, TOP, at, BOTTOM);
            svg.add(
                    "<text class='axis' x='%.1f' y='%d' text-anchor='middle'>%s</text>",
                    at, BOTTOM + 20, LogAxis.label(decade));
        }
        for (int decade = y.from(); decade <= y.to(); decade++) {
            double at = y.at(Math.pow(10, decade));
            svg.add("<line class='grid' x1='%d' y1='%.1f' x2='%d' y2='%.1f'/>", LEFT, at, RIGHT, at);
            svg.add(
                    "<text class='axis' x='%d' y='%.1f' text-anchor='end'>%s ms</text>",
                    LEFT - 8, at + 4, LogAxis.label(decade));
        }
        svg.add(
                "<text class='axis' x='%d' y='%d' text-anchor='middle'>%s</text>",
                (LEFT + RIGHT) / 2, HEIGHT - 8, run.sizeParam());
    }

    /** What linear growth looks like: a dashed line up from the corner, as far as the plot reaches. */
    private void addLinear(Svg svg) {
        int decades = Math.min(x.to() - x.from(), y.to() - y.from());
        double right = x.at(Math.pow(10, x.from() + decades));
        double top = y.at(Math.pow(10, y.from() + decades));
        svg.add(
                "<line x1='%d' y1='%d' x2='%.1f' y2='%.1f' stroke='#999999' stroke-dasharray='5 5'/>",
                LEFT, BOTTOM, right, top);
        svg.add(
                "<text class='axis' x='%.1f' y='%.1f' text-anchor='end'>linear</text>",
                (LEFT + right) / 2 - 8, (BOTTOM + top) / 2);
    }

    private void addSeries(Svg svg, List<Figures> points, int colour) {
        String path = points.stream()
                .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", x.at(run.size(point)), y.at(point.mean())))
                .collect(Collectors.joining(" "));
        svg.add("<polyline " + Svg.line(colour) + " points='%s' fill='none' stroke-width='2.5'/>", path);
        for (Figures point : points) {
            double at = x.at(run.size(point));
            if (point.error() > 0 && point.error() < point.mean()) {
                svg.add(
                        "<line " + Svg.line(colour) + " x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f'/>",
                        at,
                        y.at(point.mean() - point.error()),
                        at,
                        y.at(point.mean() + point.error()));
            }
            svg.add("<circle " + Svg.fill(colour) + " cx='%.1f' cy='%.1f' r='4'/>", at, y.at(point.mean()));
        }
    }

    /** From the bottom up, each at its line's end, or as much higher as the one below needs. */
    private static void addLabels(Svg svg, List<Label> labels) {
        double free = Double.POSITIVE_INFINITY;
        for (Label label : labels.stream()
                .sorted(Comparator.comparingDouble(Label::y).reversed())
                .toList()) {
            double at = Math.min(label.y(), free);
            free = at - LINE_HEIGHT;
            svg.add(
                    "<text " + Svg.fill(label.colour()) + " x='%d' y='%.1f'>%s</text>",
                    RIGHT + 10,
                    at + 4,
                    label.text());
        }
    }
}
