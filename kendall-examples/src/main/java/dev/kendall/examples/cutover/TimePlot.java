package dev.kendall.examples.cutover;

import dev.kendall.html.Svg;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/** Lines over time as an SVG that needs nothing else. */
final class TimePlot {
    private static final int WIDTH = 820;
    private static final int HEIGHT = 280;
    private static final int LEFT = 76;
    private static final int RIGHT = 640;
    private static final int TOP = 44;
    private static final int BOTTOM = 230;
    private static final int LINE_HEIGHT = 17;
    private static final int TICKS = 5;

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String title;
    private final Scale scale;
    private final DoubleFunction<String> unit;
    private final List<Line> lines = new ArrayList<>();

    /** How the values are laid out. */
    enum Scale {
        /** From zero, in equal steps. */
        LINEAR,
        /** In powers of ten. */
        LOGARITHMIC
    }

    /** A value at a time. */
    record Point(Instant at, double value) {}

    private record Line(String name, List<Point> points) {}

    private record Label(String text, String fill, double y) {}

    /**
     * A plot without lines.
     *
     * @param unit how a value is written
     */
    TimePlot(String title, Scale scale, DoubleFunction<String> unit) {
        this.title = title;
        this.scale = scale;
        this.unit = unit;
    }

    /** With a line; on a logarithmic scale without its points that are not above zero. */
    TimePlot line(String name, List<Point> points) {
        lines.add(new Line(
                name,
                points.stream()
                        .filter(point -> scale == Scale.LINEAR || point.value() > 0)
                        .toList()));
        return this;
    }

    /** The plot. */
    Svg svg() {
        Svg svg = new Svg(WIDTH, HEIGHT, title);
        svg.add("<text x='%d' y='24' font-size='16' class='ink'>%s</text>", LEFT, title);
        List<Point> all = lines.stream().flatMap(line -> line.points().stream()).toList();
        if (all.isEmpty()) {
            svg.add("<text x='%d' y='%d' class='axis'>Nothing was counted yet.</text>", LEFT, (TOP + BOTTOM) / 2);
        } else {
            draw(svg, all);
        }
        return svg;
    }

    private void draw(Svg svg, List<Point> all) {
        Axes axes = Axes.over(all, scale);
        addGrid(svg, axes);
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (!line.points().isEmpty()) {
                addLine(svg, axes, i);
                Point last = line.points().get(line.points().size() - 1);
                labels.add(new Label(line.name() + ", " + unit.apply(last.value()), Svg.fill(i), axes.y(last.value())));
            }
        }
        addLabels(svg, labels);
    }

    /** Where times and values stand. */
    private record Axes(Scale scale, long from, long to, double least, double most) {
        static Axes over(List<Point> points, Scale scale) {
            long from = points.stream()
                    .mapToLong(point -> point.at().toEpochMilli())
                    .min()
                    .orElseThrow();
            long to = points.stream()
                    .mapToLong(point -> point.at().toEpochMilli())
                    .max()
                    .orElseThrow();
            double least = points.stream().mapToDouble(Point::value).min().orElseThrow();
            double most = points.stream().mapToDouble(Point::value).max().orElseThrow();
            if (scale == Scale.LINEAR) {
                return new Axes(scale, from, Math.max(to, from + 1), 0, most > 0 ? round(most) : 1);
            }
            double floor = Math.floor(Math.log10(least) + 1e-9);
            double ceiling = Math.max(floor + 1, Math.ceil(Math.log10(most) - 1e-9));
            return new Axes(scale, from, Math.max(to, from + 1), Math.pow(10, floor), Math.pow(10, ceiling));
        }

        /** The next larger of 1, 2, 2.5, 5 and 10 times a power of ten. */
        private static double round(double value) {
            double power = Math.pow(10, Math.floor(Math.log10(value)));
            for (double step : new double[] {1, 2, 2.5, 5}) {
                if (value <= step * power) {
                    return step * power;
                }
            }
            return 10 * power;
        }

        double x(Instant at) {
            return LEFT + (RIGHT - LEFT) * (double) (at.toEpochMilli() - from) / (to - from);
        }

        double y(double value) {
            double share = scale == Scale.LINEAR
                    ? value / most
                    : (Math.log10(value) - Math.log10(least)) / (Math.log10(most) - Math.log10(least));
            return BOTTOM - (BOTTOM - TOP) * share;
        }

        List<Double> values() {
            List<Double> values = new ArrayList<>();
            if (scale == Scale.LINEAR) {
                for (int i = 0; i <= TICKS; i++) {
                    values.add(most * i / TICKS);
                }
            } else {
                for (double value = least; value <= most * 1.001; value *= 10) {
                    values.add(value);
                }
            }
            return values;
        }

        List<Instant> times() {
            List<Instant> times = new ArrayList<>();
            for (int i = 0; i < TICKS; i++) {
                times.add(Instant.ofEpochMilli(from + (to - from) * i / (TICKS - 1)));
            }
            return times;
        }

        DateTimeFormatter format() {
            return to - from > 5L * 24 * 60 * 60 * 1000 ? DAY : HOUR;
        }
    }

    private void addGrid(Svg svg, Axes axes) {
        for (double value : axes.values()) {
            double at = axes.y(value);
            svg.add("<line x1='%d' y1='%.1f' x2='%d' y2='%.1f' class='grid'/>", LEFT, at, RIGHT, at);
            svg.add(
                    "<text x='%d' y='%.1f' text-anchor='end' class='axis'>%s</text>",
                    LEFT - 8, at + 4, unit.apply(value));
        }
        for (Instant time : axes.times()) {
            double at = axes.x(time);
            svg.add(
                    "<line x1='%.1f' y1='%d' x2='%.1f' y2='%d' class='grid' stroke-opacity='0.6'/>",
                    at, TOP, at, BOTTOM);
            svg.add(
                    "<text x='%.1f' y='%d' text-anchor='middle' class='axis'>%s</text>",
                    at, BOTTOM + 20, axes.format().format(time));
        }
    }

    private void addLine(Svg svg, Axes axes, int index) {
        List<Point> points = lines.get(index).points();
        String path = points.stream()
                .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", axes.x(point.at()), axes.y(point.value())))
                .collect(Collectors.joining(" "));
        svg.add("<polyline points='%s' fill='none' stroke-width='2' " + Svg.line(index) + "/>", path);
        Point last = points.get(points.size() - 1);
        svg.add("<circle cx='%.1f' cy='%.1f' r='3' " + Svg.fill(index) + "/>", axes.x(last.at()), axes.y(last.value()));
    }

    /** From the bottom up, each at its line's end, or as much higher as the one below needs. */
    private static void addLabels(Svg svg, List<Label> labels) {
        double free = Double.POSITIVE_INFINITY;
        for (Label label : labels.stream()
                .sorted(Comparator.comparingDouble(Label::y).reversed())
                .toList()) {
            double at = Math.min(label.y(), free);
            free = at - LINE_HEIGHT;
            svg.add("<text x='%d' y='%.1f' " + label.fill() + ">%s</text>", RIGHT + 10, at + 4, label.text());
        }
    }
}
