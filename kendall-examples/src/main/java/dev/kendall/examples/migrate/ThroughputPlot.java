package dev.kendall.examples.migrate;

import dev.kendall.html.Svg;
import dev.kendall.migration.MigrationReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Records read over the time of each reading, as an SVG that needs nothing else. */
final class ThroughputPlot {
    private static final int WIDTH = 820;
    private static final int HEIGHT = 320;
    private static final int LEFT = 76;
    private static final int RIGHT = 700;
    private static final int TOP = 50;
    private static final int BOTTOM = 270;
    private final TreeMap<Integer, List<double[]>> lines = new TreeMap<>();
    private double seconds = 1;
    private double records = 1;

    ThroughputPlot(List<MigrationReport.Point> points) {
        TreeMap<Integer, List<MigrationReport.Point>> rounds = new TreeMap<>();
        points.forEach(point -> rounds.computeIfAbsent(point.round(), round -> new ArrayList<>())
                .add(point));
        rounds.forEach((round, read) -> lines.put(round, line(read)));
    }

    private List<double[]> line(List<MigrationReport.Point> points) {
        Instant begin = points.stream()
                .map(point -> point.at().minus(point.took()))
                .min(Instant::compareTo)
                .orElseThrow();
        List<double[]> line = new ArrayList<>();
        line.add(new double[] {0, 0});
        double read = 0;
        for (MigrationReport.Point point : points) {
            read += point.records();
            double at = (point.at().toEpochMilli() - begin.toEpochMilli()) / 1e3;
            line.add(new double[] {at, read});
            seconds = Math.max(seconds, at);
        }
        records = Math.max(records, read);
        return line;
    }

    Svg svg() {
        Svg svg = new Svg(WIDTH, HEIGHT, "Records read over time");
        svg.add("<text x='%d' y='26' font-size='16' class='ink'>Records read over time</text>", LEFT);
        for (int i = 0; i <= 4; i++) {
            double y = y(records * i / 4);
            double x = x(seconds * i / 4);
            svg.add("<line x1='%d' y1='%.1f' x2='%d' y2='%.1f' class='grid'/>", LEFT, y, RIGHT, y);
            svg.add(
                    "<text x='%d' y='%.1f' text-anchor='end' class='axis'>%.0f</text>",
                    LEFT - 8, y + 4, records * i / 4);
            svg.add(
                    "<text x='%.1f' y='%d' text-anchor='middle' class='axis'>%.1f s</text>",
                    x, BOTTOM + 20, seconds * i / 4);
        }
        lines.forEach((round, line) -> {
            StringBuilder path = new StringBuilder();
            line.forEach(point -> path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(point[0]), y(point[1]))));
            svg.add(
                    "<polyline points='%s' fill='none' stroke-width='2.5' " + Svg.line(round - 1) + "/>",
                    path.toString().strip());
            double[] last = line.get(line.size() - 1);
            svg.add(
                    "<text x='%.1f' y='%.1f' " + Svg.fill(round - 1) + ">reading %d</text>",
                    x(last[0]) + 8,
                    y(last[1]) + 14 * (round - 1),
                    round);
        });
        return svg;
    }

    private double x(double second) {
        return LEFT + (RIGHT - LEFT) * second / seconds;
    }

    private double y(double count) {
        return BOTTOM - (BOTTOM - TOP) * count / records;
    }
}
