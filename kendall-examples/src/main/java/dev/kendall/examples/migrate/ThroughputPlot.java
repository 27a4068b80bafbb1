package dev.kendall.examples.migrate;

import dev.kendall.examples.plot.LinePlot;
import dev.kendall.examples.plot.LinePlot.Point;
import dev.kendall.examples.plot.LinePlot.Values;
import dev.kendall.migration.MigrationReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Records read over the time of each reading. */
final class ThroughputPlot {
    private ThroughputPlot() {}

    static LinePlot of(List<MigrationReport.Point> points) {
        TreeMap<Integer, List<MigrationReport.Point>> rounds = new TreeMap<>();
        points.forEach(point -> rounds.computeIfAbsent(point.round(), round -> new ArrayList<>())
                .add(point));
        LinePlot plot = new LinePlot("Records read over time", Values.COUNTS)
                .orElse("How fast the source was read is not known: no window of it was read.");
        rounds.forEach((round, read) -> {
            List<Point> line = line(read);
            double records = line.get(line.size() - 1).value();
            plot.line(String.format(Locale.ROOT, "reading %d: %,.0f", round, records), line);
        });
        return plot;
    }

    private static List<Point> line(List<MigrationReport.Point> points) {
        Instant begin = points.stream()
                .map(point -> point.at().minus(point.took()))
                .min(Instant::compareTo)
                .orElseThrow();
        List<Point> line = new ArrayList<>();
        line.add(Point.after(0, 0));
        double read = 0;
        for (MigrationReport.Point point : points) {
            read += point.records();
            line.add(Point.after(point.at().toEpochMilli() - begin.toEpochMilli(), read));
        }
        return line;
    }
}
