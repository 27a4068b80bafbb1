package dev.kendall.learning.page;

import dev.kendall.html.Svg;
import dev.kendall.learning.pattern.PatternCourse;
import dev.kendall.learning.pattern.PatternHistory;
import dev.kendall.learning.pattern.PatternWindow;
import dev.kendall.pattern.PatternStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How sure one pattern was over time: a point for each moment at which it was found, filled while it held and hollow when it had stopped, and a
 * ring around what is stored. All plots of a page have the same axes.
 */
final class ConfidencePlot {
    private static final int WIDTH = 430;
    private static final int HEIGHT = 128;
    private static final int LEFT = 48;
    private static final int RIGHT = 370;
    private static final int TOP = 22;
    private static final int BOTTOM = 92;

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

    private final PatternCourse course;
    private final View view;

    ConfidencePlot(PatternCourse course, View view) {
        this.course = course;
        this.view = view;
    }

    Svg svg() {
        Svg svg = new Svg(WIDTH, HEIGHT, "How sure it was over time");
        addAxes(svg);
        if (course.points().isEmpty()) {
            svg.add(
                    "<text x='%d' y='%d' text-anchor='middle' font-size='11' class='axis'>not found by the extractors that were asked</text>",
                    (LEFT + RIGHT) / 2, (TOP + BOTTOM) / 2 - 6);
        }
        for (List<PatternCourse.Point> run : runs()) {
            svg.add(
                    "<polyline points='%s' fill='none' stroke-width='2' " + Svg.line(0) + "/>",
                    run.stream().map(this::place).collect(Collectors.joining(" ")));
        }
        for (PatternCourse.Point point : course.points()) {
            boolean holds = point.status() == PatternStatus.ACTIVE;
            svg.add(
                    "<circle cx='%.2f' cy='%.2f' r='2.5' "
                            + (holds ? Svg.fill(0) : "fill='none' " + Svg.line(0))
                            + "><title>%s: %.2f %%%s</title></circle>",
                    x(point.at()),
                    y(point.confidence()),
                    view.day(point.at()),
                    100 * point.confidence(),
                    holds ? "" : ", stopped");
        }
        double stored = course.pattern().confidence();
        svg.add(
                "<circle cx='%d' cy='%.2f' r='5' fill='none' stroke-width='1.5' " + Svg.line(1)
                        + "><title>stored: %.2f %%</title></circle>",
                RIGHT,
                y(stored),
                100 * stored);
        svg.add("<text x='%d' y='%.2f' class='ink'>%.0f %%</text>", RIGHT + 10, y(stored) + 4, 100 * stored);
        return svg;
    }

    private void addAxes(Svg svg) {
        svg.add("<text x='4' y='12' font-size='11' class='axis'>confidence</text>");
        for (int percent = 0; percent <= 100; percent += 50) {
            double y = y(percent / 100.0);
            svg.add("<line x1='%d' y1='%.1f' x2='%d' y2='%.1f' class='grid'/>", LEFT, y, RIGHT, y);
            svg.add(
                    "<text x='%d' y='%.1f' text-anchor='end' font-size='11' class='axis'>%d %%</text>",
                    LEFT - 6, y + 4, percent);
        }
        for (int i = 0; i <= 2; i++) {
            Instant at =
                    view.now().minus(PatternWindow.LOOK_BACK.multipliedBy(2 - i).dividedBy(2));
            double x = x(at);
            svg.add("<line x1='%.1f' y1='%d' x2='%.1f' y2='%d' class='grid'/>", x, BOTTOM, x, BOTTOM + 4);
            svg.add(
                    "<text x='%.1f' y='%d' text-anchor='middle' font-size='11' class='axis'>%s</text>",
                    x, BOTTOM + 16, DAY.format(at.atZone(view.zone())));
        }
        svg.add(
                "<text x='%d' y='%d' text-anchor='middle' font-size='11' class='axis'>what was said until this day</text>",
                (LEFT + RIGHT) / 2, BOTTOM + 31);
    }

    /** The points without a gap. */
    private List<List<PatternCourse.Point>> runs() {
        List<List<PatternCourse.Point>> runs = new ArrayList<>();
        Instant before = null;
        for (PatternCourse.Point point : course.points()) {
            if (before == null || Duration.between(before, point.at()).compareTo(PatternHistory.STEP) > 0) {
                runs.add(new ArrayList<>());
            }
            runs.get(runs.size() - 1).add(point);
            before = point.at();
        }
        return runs;
    }

    private String place(PatternCourse.Point point) {
        return String.format(Locale.ROOT, "%.2f,%.2f", x(point.at()), y(point.confidence()));
    }

    private double x(Instant at) {
        double ago = (double) Duration.between(at, view.now()).toMillis() / PatternWindow.LOOK_BACK.toMillis();
        return RIGHT - (RIGHT - LEFT) * ago;
    }

    private static double y(double confidence) {
        return BOTTOM - (BOTTOM - TOP) * confidence;
    }
}
