package dev.kendall.examples.plot;

import dev.kendall.examples.plot.Axis.Tick;
import dev.kendall.examples.plot.LinePlot.Line;
import dev.kendall.examples.plot.LinePlot.Point;
import dev.kendall.html.Svg;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Lines with their axes, drawn on a sheet so that no text lies on another. */
record Drawing(String title, LinearAxis across, Axis up, List<Line> lines) {
    private static final int TICKS = 5;
    private static final int LINE_HEIGHT = 17;

    /** About the widest that a character of a label is. */
    private static final double CHARACTER = 7.6;

    private static final int GAP = 10;

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    Svg on(Sheet sheet) {
        List<Tick> values = up.ticks(TICKS);
        double left = GAP
                + values.stream().mapToDouble(tick -> width(tick.label())).max().orElse(0);
        Area area = new Area(sheet, left);
        int names = sheet.bottom() + 58;
        Svg svg =
                new Svg(sheet.width(), sheet.namesBelow() ? names + LINE_HEIGHT * lines.size() - 8 : names - 10, title);
        for (Tick tick : values) {
            double y = area.y(tick.value());
            svg.add("<line x1='%.1f' y1='%.1f' x2='%d' y2='%.1f' class='grid'/>", left, y, sheet.right(), y);
            svg.add("<text x='%.1f' y='%.1f' text-anchor='end' class='axis'>%s</text>", left - 8, y + 4, tick.label());
        }
        for (Place place : places(area)) {
            svg.add(
                    "<line x1='%1$.1f' y1='%2$d' x2='%1$.1f' y2='%3$d' class='grid'/>",
                    place.x(), sheet.top(), sheet.bottom() + 4);
            svg.add(
                    "<text x='%.1f' y='%d' text-anchor='middle' class='axis'>%s</text>",
                    place.middle(), sheet.bottom() + 20, place.label());
        }
        svg.add("<text x='%.1f' y='%d' class='axis'>%s</text>", left, sheet.bottom() + 38, caption());
        lines.forEach(line -> addLine(svg, line, area));
        if (sheet.namesBelow()) {
            addNamesBelow(svg, names, left);
        } else {
            addNamesAtEnds(svg, area);
        }
        return svg;
    }

    /** Where values stand on the sheet. */
    private final class Area {
        private final Sheet sheet;
        private final double left;

        Area(Sheet sheet, double left) {
            this.sheet = sheet;
            this.left = left;
        }

        double x(double at) {
            return left + (sheet.right() - left) * across.share(at);
        }

        double y(double value) {
            return sheet.bottom() - (sheet.bottom() - sheet.top()) * up.share(value);
        }
    }

    /** A label below the axis; its middle is moved where the sheet would cut it. */
    private record Place(double x, double middle, String label) {
        double begin() {
            return middle - width(label) / 2;
        }

        double end() {
            return middle + width(label) / 2;
        }
    }

    /** As many as have room beside each other. */
    private List<Place> places(Area area) {
        List<Place> places = new ArrayList<>();
        for (int most = TICKS; most > 0; most--) {
            places.clear();
            for (Tick tick : across.ticks(most)) {
                double x = area.x(tick.value());
                double half = width(tick.label()) / 2;
                places.add(new Place(x, Math.min(Math.max(x, half), area.sheet.width() - half), tick.label()));
            }
            boolean haveRoom = true;
            for (int i = 1; i < places.size(); i++) {
                haveRoom &= places.get(i).begin() >= places.get(i - 1).end() + GAP;
            }
            if (haveRoom) {
                return places;
            }
        }
        return places.subList(0, Math.min(1, places.size()));
    }

    private String caption() {
        if (across.kind() == LinearAxis.Kind.DURATION) {
            return "time since the begin";
        }
        LocalDate first = day(across.from());
        LocalDate last = day(across.to());
        return first.equals(last)
                ? DAY.format(first) + ", UTC"
                : DAY.format(first) + " to " + DAY.format(last) + ", UTC";
    }

    private static LocalDate day(double millis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(Math.round(millis)), ZoneOffset.UTC);
    }

    private static void addLine(Svg svg, Line line, Area area) {
        String path = seen(line, area).stream()
                .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", area.x(point.across()), area.y(point.value())))
                .collect(Collectors.joining(" "));
        svg.add("<polyline points='%s' fill='none' stroke-width='2' " + Svg.line(line.colour()) + "/>", path);
        Point last = line.last();
        svg.add(
                "<circle cx='%.1f' cy='%.1f' r='3' " + Svg.fill(line.colour()) + "/>",
                area.x(last.across()),
                area.y(last.value()));
    }

    /**
     * Of more points than pixels, the lowest and the highest at each pixel, and the last: weeks of minutes would make a page of
     * megabytes.
     */
    private static List<Point> seen(Line line, Area area) {
        Map<Long, List<Point>> columns = new TreeMap<>();
        line.points()
                .forEach(point -> columns.computeIfAbsent(
                                Math.round(area.x(point.across())), column -> new ArrayList<>())
                        .add(point));
        if (2 * columns.size() >= line.points().size()) {
            return line.points();
        }
        List<Point> seen = new ArrayList<>();
        for (List<Point> column : columns.values()) {
            Point lowest = column.stream()
                    .min(Comparator.comparingDouble(Point::value))
                    .orElseThrow();
            Point highest = column.stream()
                    .max(Comparator.comparingDouble(Point::value))
                    .orElseThrow();
            column.stream().filter(point -> point == lowest || point == highest).forEach(seen::add);
        }
        if (!seen.get(seen.size() - 1).equals(line.last())) {
            seen.add(line.last());
        }
        return seen;
    }

    private void addNamesBelow(Svg svg, int top, double left) {
        for (int i = 0; i < lines.size(); i++) {
            int y = top + LINE_HEIGHT * i;
            svg.add(
                    "<rect x='%.1f' y='%d' width='12' height='3' "
                            + Svg.fill(lines.get(i).colour()) + "/>",
                    left,
                    y - 6);
            svg.add(
                    "<text x='%.1f' y='%d' " + Svg.fill(lines.get(i).colour()) + ">%s</text>",
                    left + 18,
                    y,
                    lines.get(i).name());
        }
    }

    /** Each at its line's end, or as far beside as the one below or above needs, within the sheet. */
    private void addNamesAtEnds(Svg svg, Area area) {
        List<Line> fromBelow = lines.stream()
                .sorted(Comparator.comparingDouble(
                        (Line line) -> -area.y(line.last().value())))
                .toList();
        double[] at = new double[fromBelow.size()];
        double free = area.sheet.bottom();
        for (int i = 0; i < at.length; i++) {
            at[i] = Math.min(area.y(fromBelow.get(i).last().value()), free);
            free = at[i] - LINE_HEIGHT;
        }
        free = area.sheet.top();
        for (int i = at.length - 1; i >= 0; i--) {
            at[i] = Math.max(at[i], free);
            free = at[i] + LINE_HEIGHT;
            svg.add(
                    "<text x='%d' y='%.1f' " + Svg.fill(fromBelow.get(i).colour()) + ">%s</text>",
                    area.sheet.right() + GAP,
                    at[i] + 4,
                    fromBelow.get(i).name());
        }
    }

    private static double width(String label) {
        return CHARACTER * label.length();
    }
}
