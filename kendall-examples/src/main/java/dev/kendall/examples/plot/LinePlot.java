package dev.kendall.examples.plot;

import dev.kendall.examples.plot.LinearAxis.Kind;
import dev.kendall.html.HtmlPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines along two axes, under a heading, in a form for wide pages and in one for narrow ones. The axes fit what is drawn. Not thread-safe.
 */
public final class LinePlot {
    private final String title;
    private final Values values;
    private final List<Line> lines = new ArrayList<>();
    private String missing = "Nothing was counted yet.";

    /** What the values are, and so how the axis is laid out that goes up. */
    public enum Values {
        /** Whole numbers, from zero. */
        COUNTS,
        /** From 0 %. */
        PERCENTS,
        /** Milliseconds, from zero. */
        DURATIONS,
        /** Milliseconds above zero, in powers of ten. */
        LATENCIES
    }

    /** A value at a place. Places are times for {@link #at}, and durations for {@link #after}; both in milliseconds. */
    public record Point(double across, double value) {
        /** A value at a time. */
        public static Point at(Instant time, double value) {
            return new Point(time.toEpochMilli(), value);
        }

        /** A value when some time has passed. */
        public static Point after(double millis, double value) {
            return new Point(millis, value);
        }
    }

    /**
     * Points that belong together.
     *
     * @param colour its number, from 0
     * @param name stands at its end, with its last value
     * @param points at least one, in order
     */
    record Line(int colour, String name, List<Point> points) {
        Line {
            points = List.copyOf(points);
        }

        Point last() {
            return points.get(points.size() - 1);
        }
    }

    /** A plot without lines. */
    public LinePlot(String title, Values values) {
        this.title = title;
        this.values = values;
    }

    /** Says what is missing when there is no point. */
    public LinePlot orElse(String missing) {
        this.missing = missing;
        return this;
    }

    /**
     * With a line, whose colour is the next; one without points takes a colour and is not drawn.
     *
     * @param name stands at its end
     * @param points in order; of latencies, all above zero
     */
    public LinePlot line(String name, List<Point> points) {
        lines.add(new Line(lines.size(), name, points));
        return this;
    }

    /** Adds it to the page, over the times of its points. */
    public void addOverTime(HtmlPage page) {
        addTo(page, Kind.TIME);
    }

    /** Adds it to the page, over the time that had passed, from zero. */
    public void addOverElapsedTime(HtmlPage page) {
        addTo(page, Kind.DURATION);
    }

    private void addTo(HtmlPage page, Kind across) {
        page.add("<h3>%s</h3>", title);
        List<Line> drawn =
                lines.stream().filter(line -> !line.points().isEmpty()).toList();
        if (drawn.isEmpty()) {
            page.add("<p>%s</p>", missing);
            return;
        }
        List<Point> all = drawn.stream().flatMap(line -> line.points().stream()).toList();
        Drawing drawing = new Drawing(title, across(all, across), up(all), drawn);
        page.add(drawing.on(Sheet.WIDE), drawing.on(Sheet.NARROW));
    }

    /** From the first point to the last, or for a minute where that is less. */
    private static LinearAxis across(List<Point> all, Kind kind) {
        double from = kind == Kind.TIME
                ? all.stream().mapToDouble(Point::across).min().orElseThrow()
                : 0;
        double to = all.stream().mapToDouble(Point::across).max().orElseThrow();
        double least = kind == Kind.TIME ? 60_000 : 1;
        return new LinearAxis(Math.min(from, to - least), to, kind);
    }

    private Axis up(List<Point> all) {
        double most = all.stream().mapToDouble(Point::value).max().orElseThrow();
        return switch (values) {
            case COUNTS -> LinearAxis.rounded(most, Kind.COUNT);
            case PERCENTS -> LinearAxis.rounded(most, Kind.PERCENT);
            case DURATIONS -> LinearAxis.rounded(Math.max(1_000, most), Kind.DURATION);
            case LATENCIES ->
                LogarithmicAxis.around(
                        all.stream().mapToDouble(Point::value).min().orElseThrow(), most);
        };
    }
}
