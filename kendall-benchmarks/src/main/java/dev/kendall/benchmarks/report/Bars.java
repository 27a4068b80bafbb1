package dev.kendall.benchmarks.report;

import dev.kendall.html.Svg;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Horizontal bars in groups along a logarithmic axis, as an SVG that needs nothing else.
 *
 * @param title stands above them
 * @param unit of the values, as it stands behind a number
 * @param bars in order; those of one group one after the other
 */
public record Bars(String title, String unit, List<Bar> bars) {
    private static final int WIDTH = 820;
    private static final int LEFT = 230;
    private static final int RIGHT = 640;
    private static final int TOP = 50;
    private static final int BAR = 18;
    private static final int STEP = 24;
    private static final int GROUP_GAP = 26;
    private static final int BELOW = 36;

    /**
     * One bar.
     *
     * @param group stands above the first bar of the group
     * @param name stands before it, and decides its colour
     * @param value how long it is, above zero
     * @param most where the thin line that goes on from it ends, {@code value} at least
     * @param label stands behind it
     */
    public record Bar(String group, String name, double value, double most, String label) {
        /** Checks that the lengths have a logarithm. */
        public Bar {
            if (!(value > 0) || !(most >= value)) {
                throw new IllegalArgumentException(
                        "a bar of " + value + " with a line to " + most + " cannot be drawn along a logarithmic axis");
            }
        }
    }

    /** Copies the bars, at least one. */
    public Bars {
        bars = List.copyOf(bars);
        if (bars.isEmpty()) {
            throw new IllegalArgumentException("there is no bar to draw");
        }
    }

    /** The SVG. */
    public String svg() {
        LogAxis axis = LogAxis.over(
                bars.stream()
                        .flatMapToDouble(bar -> DoubleStream.of(bar.value(), bar.most()))
                        .toArray(),
                LEFT,
                RIGHT);
        long groups = bars.stream().map(Bar::group).distinct().count();
        int bottom = TOP + bars.size() * STEP + (int) groups * GROUP_GAP;
        Svg svg = Svg.alone(WIDTH, bottom + BELOW, GROUP_GAP, title);
        for (int decade = axis.from(); decade <= axis.to(); decade++) {
            double at = axis.at(Math.pow(10, decade));
            svg.add("<line class='grid' x1='%.1f' y1='%d' x2='%.1f' y2='%d'/>", at, TOP, at, bottom);
            svg.add(
                    "<text class='axis' x='%.1f' y='%d' text-anchor='middle'>%s %s</text>",
                    at, bottom + 20, LogAxis.label(decade), unit);
        }
        List<String> names = new ArrayList<>();
        String group = "";
        int y = TOP;
        for (Bar bar : bars) {
            if (!bar.group().equals(group)) {
                group = bar.group();
                y += GROUP_GAP;
                svg.add("<text class='ink' x='%d' y='%d' font-weight='bold'>%s</text>", GROUP_GAP, y - 7, group);
            }
            if (!names.contains(bar.name())) {
                names.add(bar.name());
            }
            addBar(svg, bar, axis, y, names.indexOf(bar.name()));
            y += STEP;
        }
        return svg.end();
    }

    private static void addBar(Svg svg, Bar bar, LogAxis axis, int y, int colour) {
        double end = axis.at(bar.value());
        double most = axis.at(bar.most());
        int middle = y + BAR / 2;
        svg.add("<text class='ink' x='%d' y='%d' text-anchor='end'>%s</text>", LEFT - 8, middle + 4, bar.name());
        svg.add(
                "<rect " + Svg.fill(colour) + " x='%d' y='%d' width='%.1f' height='%d'/>",
                LEFT,
                y,
                Math.max(1, end - LEFT),
                BAR);
        svg.add("<line " + Svg.line(colour) + " x1='%.1f' y1='%d' x2='%.1f' y2='%d'/>", end, middle, most, middle);
        svg.add(
                "<text " + Svg.fill(colour) + " x='%.1f' y='%d'>%s</text>",
                Math.max(end, most) + 8,
                middle + 4,
                bar.label());
    }
}
