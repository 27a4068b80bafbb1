package dev.kendall.examples.cutover;

import static dev.kendall.examples.command.Markup.escaped;

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
    /** Okabe and Ito's, which everybody can tell apart. */
    private static final List<String> COLOURS = List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00");

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

    private record Label(String text, String colour, double y) {}

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

    /** The SVG. */
    String svg() {
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns='http://www.w3.org/2000/svg' role='img' viewBox='0 0 %1$d %2$d' font-family='sans-serif' font-size='13'>",
                WIDTH,
                HEIGHT);
        add(svg, "<title>%s</title>", escaped(title));
        add(svg, "<text x='%d' y='24' font-size='16' fill='#222222'>%s</text>", LEFT, escaped(title));
        List<Point> all = lines.stream().flatMap(line -> line.points().stream()).toList();
        if (all.isEmpty()) {
            add(svg, "<text x='%d' y='%d' fill='#555555'>Nothing was counted yet.</text>", LEFT, (TOP + BOTTOM) / 2);
        } else {
            draw(svg, all);
        }
        return svg.append("</svg>\n").toString();
    }

    private void draw(StringBuilder svg, List<Point> all) {
        Axes axes = Axes.over(all, scale);
        addGrid(svg, axes);
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (!line.points().isEmpty()) {
                String colour = COLOURS.get(i % COLOURS.size());
                addLine(svg, axes, line, colour);
                Point last = line.points().get(line.points().size() - 1);
                labels.add(new Label(line.name() + ", " + unit.apply(last.value()), colour, axes.y(last.value())));
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

    private void addGrid(StringBuilder svg, Axes axes) {
        for (double value : axes.values()) {
            double at = axes.y(value);
            add(svg, "<line x1='%d' y1='%.1f' x2='%d' y2='%.1f' stroke='#dddddd'/>", LEFT, at, RIGHT, at);
            add(
                    svg,
                    "<text x='%d' y='%.1f' text-anchor='end' fill='#555555'>%s</text>",
                    LEFT - 8,
                    at + 4,
                    escaped(unit.apply(value)));
        }
        for (Instant time : axes.times()) {
            double at = axes.x(time);
            add(svg, "<line x1='%.1f' y1='%d' x2='%.1f' y2='%d' stroke='#eeeeee'/>", at, TOP, at, BOTTOM);
            add(
                    svg,
                    "<text x='%.1f' y='%d' text-anchor='middle' fill='#555555'>%s</text>",
                    at,
                    BOTTOM + 20,
                    axes.format().format(time));
        }
    }

    private static void addLine(StringBuilder svg, Axes axes, Line line, String colour) {
        String path = line.points().stream()
                .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", axes.x(point.at()), axes.y(point.value())))
                .collect(Collectors.joining(" "));
        add(svg, "<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>", path, colour);
        Point last = line.points().get(line.points().size() - 1);
        add(svg, "<circle cx='%.1f' cy='%.1f' r='3' fill='%s'/>", axes.x(last.at()), axes.y(last.value()), colour);
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

    private static void add(StringBuilder svg, String element, Object... values) {
        svg.append(String.format(Locale.ROOT, element, values)).append('\n');
    }
}
