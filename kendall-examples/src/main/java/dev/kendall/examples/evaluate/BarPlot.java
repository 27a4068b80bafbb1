package dev.kendall.examples.evaluate;

import dev.kendall.html.Svg;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Horizontal bars in groups along an axis from zero, each with a thin line for its range.
 *
 * @param most where the axis ends, above zero
 * @param unit how a value on the axis is written
 * @param bars in order; those of one group one after the other
 */
record BarPlot(String title, double most, DoubleFunction<String> unit, List<Bar> bars) {
    private static final int WIDTH = 900;
    private static final int LEFT = 250;
    private static final int RIGHT = 700;
    private static final int TOP = 44;
    private static final int THICK = 16;
    private static final int STEP = 22;
    private static final int GROUP = 28;
    private static final int BELOW = 34;
    private static final int TICKS = 5;

    /**
     * One bar.
     *
     * @param group stands above the first bar of the group
     * @param name stands before it
     * @param colour its index
     * @param low where the thin line begins
     * @param high where it ends
     * @param label stands behind it
     */
    record Bar(String group, String name, int colour, double value, double low, double high, String label) {}

    Svg svg() {
        int groups = (int) bars.stream().map(Bar::group).distinct().count();
        int bottom = TOP + bars.size() * STEP + groups * GROUP;
        Svg svg = new Svg(WIDTH, bottom + BELOW, title);
        svg.add("<text x='0' y='22' font-size='16' class='ink'>%s</text>", title);
        for (int i = 0; i <= TICKS; i++) {
            double x = x(most * i / TICKS);
            svg.add("<line x1='%.1f' y1='%d' x2='%.1f' y2='%d' class='grid'/>", x, TOP, x, bottom);
            svg.add(
                    "<text x='%.1f' y='%d' text-anchor='middle' class='axis'>%s</text>",
                    x, bottom + 18, unit.apply(most * i / TICKS));
        }
        String group = "";
        int y = TOP;
        for (Bar bar : bars) {
            if (y == TOP || !bar.group().equals(group)) {
                group = bar.group();
                y += GROUP;
                svg.add("<text x='0' y='%d' font-weight='bold' class='ink'>%s</text>", y - 7, group);
            }
            addBar(svg, bar, y);
            y += STEP;
        }
        return svg;
    }

    private void addBar(Svg svg, Bar bar, int y) {
        int middle = y + THICK / 2;
        svg.add("<text x='%d' y='%d' text-anchor='end' class='ink'>%s</text>", LEFT - 8, middle + 4, bar.name());
        svg.add(
                "<rect x='%d' y='%d' width='%.1f' height='%d' fill-opacity='0.75' " + Svg.fill(bar.colour()) + "/>",
                LEFT,
                y,
                Math.max(1, x(bar.value()) - LEFT),
                THICK);
        svg.add(
                "<line x1='%.1f' y1='%d' x2='%.1f' y2='%d' stroke-width='2' class='range'/>",
                x(bar.low()), middle, x(bar.high()), middle);
        svg.add(
                "<text x='%.1f' y='%d' class='axis'>%s</text>",
                x(Math.max(bar.value(), bar.high())) + 8, middle + 4, bar.label());
    }

    private double x(double value) {
        return LEFT + (RIGHT - LEFT) * value / most;
    }
}
