package dev.kendall.learning.page;

import dev.kendall.html.HtmlPage;
import dev.kendall.html.Svg;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The user's week as a heat map, 24 hours by 7 days, with the patterns at their times. A pattern is a stroke at its minute; the number of
 * the pattern stands in the hour, or how many there are where they are too many to be read.
 */
final class WeekPlot {
    static final String STYLE = """
            :root { --mark: #b34700; } @media (prefers-color-scheme: dark) { :root { --mark: #ffb366; } }
            .cell { stroke: var(--line); stroke-width: .6; } .mark { stroke: var(--mark); stroke-width: 2.5; }
            .tag { fill: var(--paper); stroke: var(--mark); } a:hover .tag { stroke-width: 2.5; }
            .week td, .week th { padding: .1em .35em; font-size: 11px; text-align: right; } .week { overflow-x: auto; }
            """;

    private static final int WIDTH = 960;
    private static final int LEFT = 64;
    private static final int CELL_WIDTH = 32;
    private static final int CELL_HEIGHT = 30;
    private static final int RIGHT = LEFT + CELL_WIDTH * WeekActivity.HOURS;
    /** Above the hours, where their labels stand, and where bands stand above the labels. */
    private static final int LABELS = 22;

    private static final int LABELS_AND_BANDS = 56;
    /** Between the hours and what stands beside them. */
    private static final int COLUMN_GAP = 22;

    private static final int ROW_GAP = 6;

    private static final int LABELLED_HOURS = 3;
    private static final int SHADES = 4;
    private static final int TAG_HEIGHT = 15;
    /** So many characters can be read in an hour. */
    private static final int MAX_TAG = 3;

    private final WeekActivity activity;
    private final WeekPatterns patterns;
    private final int top;
    /** By row and column. */
    private final Map<Integer, Map<Integer, List<WeekMark>>> marks = new TreeMap<>();

    WeekPlot(WeekActivity activity, WeekPatterns patterns) {
        this.activity = activity;
        this.patterns = patterns;
        this.top = patterns.bands().isEmpty() ? LABELS : LABELS_AND_BANDS;
        for (WeekMark mark : patterns.marks()) {
            marks.computeIfAbsent(mark.row(), row -> new TreeMap<>())
                    .computeIfAbsent(mark.column(), column -> new ArrayList<>())
                    .add(mark);
        }
    }

    Svg svg() {
        boolean hasDates = marks.containsKey(WeekMark.BY_DATE);
        int legend = y(hasDates ? WeekMark.BY_DATE + 1 : WeekMark.BY_DATE) + 26;
        Svg svg = new Svg(WIDTH, legend + 46, "Messages in each hour of the week, with the patterns at their times");
        addAxes(svg, hasDates);
        for (DayOfWeek day : DayOfWeek.values()) {
            for (int hour = 0; hour < WeekActivity.HOURS; hour++) {
                addCell(svg, day, hour);
            }
        }
        addBands(svg);
        marks.forEach((row, columns) -> columns.forEach((column, here) -> addMarks(svg, here)));
        addLegend(svg, legend);
        return svg;
    }

    private void addAxes(Svg svg, boolean hasDates) {
        for (int hour = 0; hour <= WeekActivity.HOURS; hour += LABELLED_HOURS) {
            svg.add(
                    "<text x='%d' y='%d' text-anchor='middle' font-size='11' class='axis'>%02d:00</text>",
                    LEFT + CELL_WIDTH * hour, top - 6, hour);
        }
        for (DayOfWeek day : DayOfWeek.values()) {
            int y = y(day.ordinal()) + CELL_HEIGHT / 2 + 4;
            svg.add("<text x='%d' y='%d' text-anchor='end' class='axis'>%s</text>", LEFT - 8, y, shortName(day));
            svg.add("<text x='%d' y='%d' text-anchor='end' class='axis'>%,d</text>", WIDTH - 8, y, activity.count(day));
        }
        svg.add(
                "<text x='%d' y='%d' text-anchor='end' font-size='11' class='axis'>messages</text>",
                WIDTH - 8, top - 6);
        if (hasDates) {
            svg.add(
                    "<text x='%d' y='%d' text-anchor='end' class='axis'>by date</text>",
                    LEFT - 8, y(WeekMark.BY_DATE) + CELL_HEIGHT / 2 + 4);
            svg.add(
                    "<rect x='%d' y='%d' width='%d' height='%d' fill='none' class='cell'/>",
                    LEFT, y(WeekMark.BY_DATE), RIGHT - LEFT, CELL_HEIGHT);
        }
        boolean hasAnyTime = marks.values().stream().anyMatch(columns -> columns.containsKey(WeekMark.ANY_TIME));
        if (hasAnyTime) {
            svg.add(
                    "<text x='%d' y='%d' text-anchor='middle' font-size='11' class='axis'>any</text>",
                    x(WeekMark.ANY_TIME) + CELL_WIDTH / 2, top - 6);
        }
    }

    private void addCell(Svg svg, DayOfWeek day, int hour) {
        int count = activity.count(day, hour);
        svg.add(
                "<rect x='%d' y='%d' width='%d' height='%d' " + Svg.fill(0)
                        + " fill-opacity='%.3f' stroke='#888888' stroke-width='0.3'><title>%s %02d:00 to %02d:00: %d %s</title></rect>",
                x(hour),
                y(day.ordinal()),
                CELL_WIDTH,
                CELL_HEIGHT,
                share(count),
                day.getDisplayName(TextStyle.FULL, Locale.ENGLISH),
                hour,
                hour + 1,
                count,
                count == 1 ? "message" : "messages");
    }

    private double share(int count) {
        return count == 0 ? 0 : 0.9 * count / activity.most();
    }

    /** Lines above the hours, all at one height: there is one band, unless a host's extractor brings another. */
    private void addBands(Svg svg) {
        patterns.bands().forEach((number, band) -> {
            svg.add("<a href='#p%d'><title>%s</title>", number, patterns.name(number));
            int end = band.from() + band.length();
            addBand(svg, band.from(), Math.min(end, WeekActivity.HOURS));
            if (end > WeekActivity.HOURS) {
                addBand(svg, 0, end - WeekActivity.HOURS);
            }
            addTag(svg, x(band.from()) + CELL_WIDTH / 2.0, top - 30, String.valueOf(number));
            svg.add("</a>");
        });
    }

    private void addBand(Svg svg, int from, int to) {
        svg.add("<line x1='%d' y1='%d' x2='%d' y2='%d' class='mark'/>", x(from), top - 22, x(to), top - 22);
    }

    private void addMarks(Svg svg, List<WeekMark> here) {
        WeekMark first = here.get(0);
        String all = here.stream().map(mark -> patterns.name(mark.number())).collect(Collectors.joining("\n"));
        svg.add("<a href='#p%d'><title>%s</title>", first.number(), all);
        here.stream().map(WeekMark::time).distinct().forEach(time -> {
            if (time != null) {
                double x = x(0) + CELL_WIDTH * minute(time) / 60.0;
                svg.add(
                        "<line x1='%.2f' y1='%d' x2='%.2f' y2='%d' class='mark'/>",
                        x, y(first.row()) + 1, x, y(first.row()) + CELL_HEIGHT - 1);
            }
        });
        String numbers =
                here.stream().map(mark -> String.valueOf(mark.number())).collect(Collectors.joining(","));
        addTag(
                svg,
                x(first.column()) + CELL_WIDTH / 2.0,
                y(first.row()) + CELL_HEIGHT / 2,
                numbers.length() <= MAX_TAG ? numbers : "×" + here.size());
        svg.add("</a>");
    }

    /** A text in a frame around this point. */
    private static void addTag(Svg svg, double x, int y, String text) {
        double width = 6.5 * text.length() + 7;
        svg.add(
                "<rect x='%.2f' y='%d' width='%.2f' height='%d' rx='4' class='tag'/>",
                x - width / 2, y - TAG_HEIGHT / 2, width, TAG_HEIGHT);
        svg.add("<text x='%.2f' y='%d' text-anchor='middle' font-size='11' class='ink'>%s</text>", x, y + 4, text);
    }

    private void addLegend(Svg svg, int y) {
        svg.add(
                "<text x='%d' y='%d' class='axis'>hour of the day, by the clock in %s</text>",
                LEFT, y, activity.zone());
        int x = LEFT;
        int before = -1;
        for (int i = 0; i <= SHADES; i++) {
            int count = Math.round((float) activity.most() * i / SHADES);
            if (count == before) {
                continue;
            }
            before = count;
            svg.add(
                    "<rect x='%d' y='%d' width='22' height='14' " + Svg.fill(0)
                            + " fill-opacity='%.3f' stroke='#888888' stroke-width='0.5'/>",
                    x,
                    y + 14,
                    share(count));
            String label = String.format(Locale.ROOT, "%,d", count);
            svg.add("<text x='%d' y='%d' font-size='12' class='axis'>%s</text>", x + 27, y + 25, label);
            x += 42 + 7 * label.length();
        }
        svg.add("<text x='%d' y='%d' font-size='12' class='axis'>messages</text>", x, y + 25);
        if (!patterns.isEmpty()) {
            svg.add("<line x1='%d' y1='%d' x2='%d' y2='%d' class='mark'/>", x + 95, y + 13, x + 95, y + 29);
            addTag(svg, x + 115.0, y + 21, "1");
            svg.add(
                    "<text x='%d' y='%d' font-size='12' class='axis'>pattern 1 at its usual time; ×2: two patterns</text>",
                    x + 132, y + 25);
        }
    }

    /** The same as a table, for those who cannot point at a cell. */
    void addTable(HtmlPage page) {
        page.add("<details><summary>The same as a table</summary><div class='week'><table><tr><th></th>");
        for (int hour = 0; hour < WeekActivity.HOURS; hour++) {
            page.add("<th>%d</th>", hour);
        }
        page.add("</tr>");
        for (DayOfWeek day : DayOfWeek.values()) {
            page.add("<tr><th>%s</th>", shortName(day));
            Map<Integer, List<WeekMark>> onDay = marks.getOrDefault(day.ordinal(), Map.of());
            for (int hour = 0; hour < WeekActivity.HOURS; hour++) {
                String numbers = onDay.getOrDefault(hour, List.of()).stream()
                        .map(mark -> " #" + mark.number())
                        .collect(Collectors.joining());
                page.add("<td>%d%s</td>", activity.count(day, hour), numbers);
            }
            page.add("</tr>");
        }
        page.add("</table></div></details>");
    }

    private static int minute(LocalTime time) {
        return time.getHour() * 60 + time.getMinute();
    }

    private static int x(int column) {
        return LEFT + CELL_WIDTH * column + (column == WeekMark.ANY_TIME ? COLUMN_GAP : 0);
    }

    private int y(int row) {
        return top + CELL_HEIGHT * row + (row >= WeekMark.BY_DATE ? ROW_GAP : 0);
    }

    private static String shortName(DayOfWeek day) {
        return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    }
}
