package dev.kendall.examples.evaluate;

import dev.kendall.examples.scoring.Estimate;
import dev.kendall.examples.scoring.Metric;
import dev.kendall.html.Svg;
import java.util.List;
import java.util.Locale;

/** Recall at 5, 10 and 20 of each configuration, with intervals. */
record RecallPlot(List<ConfigurationResult> results) {
    private static final List<Metric> METRICS = List.of(Metric.RECALL_5, Metric.RECALL_10, Metric.RECALL_20);
    private static final int WIDTH = 900;
    private static final int HEIGHT = 400;
    private static final int LEFT = 50;
    private static final int RIGHT = 640;
    private static final int TOP = 44;
    private static final int BOTTOM = 360;
    private static final int TICKS = 5;
    private static final int APART = 18;
    private static final int CAP = 4;
    private static final int LINE_HEIGHT = 20;

    Svg svg() {
        String title = "Recall at 5, 10 and 20, with 95 % intervals";
        Svg svg = new Svg(WIDTH, HEIGHT, title);
        svg.add("<text x='0' y='22' font-size='16' class='ink'>%s</text>", title);
        for (int i = 0; i <= TICKS; i++) {
            double share = (double) i / TICKS;
            svg.add("<line x1='%d' y1='%.1f' x2='%d' y2='%.1f' class='grid'/>", LEFT, y(share), RIGHT, y(share));
            svg.add("<text x='%d' y='%.1f' text-anchor='end' class='axis'>%.1f</text>", LEFT - 8, y(share) + 4, share);
        }
        for (int k = 0; k < METRICS.size(); k++) {
            svg.add(
                    "<text x='%.1f' y='%d' text-anchor='middle' class='axis'>%s</text>",
                    middle(k), BOTTOM + 22, METRICS.get(k).label());
        }
        for (int i = 0; i < results.size(); i++) {
            add(svg, i);
        }
        return svg;
    }

    private void add(Svg svg, int index) {
        ConfigurationResult result = results.get(index);
        StringBuilder path = new StringBuilder();
        for (int k = 0; k < METRICS.size(); k++) {
            Estimate recall = result.all().get(METRICS.get(k));
            double x = middle(k) + (index - (results.size() - 1) / 2.0) * APART;
            path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y(recall.mean())));
            svg.add(
                    "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke-width='2' " + Svg.line(index) + "/>",
                    x,
                    y(recall.low()),
                    x,
                    y(recall.high()));
            for (double end : new double[] {recall.low(), recall.high()}) {
                svg.add(
                        "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke-width='2' " + Svg.line(index) + "/>",
                        x - CAP,
                        y(end),
                        x + CAP,
                        y(end));
            }
            svg.add("<circle cx='%.1f' cy='%.1f' r='4' " + Svg.fill(index) + "/>", x, y(recall.mean()));
        }
        svg.add(
                "<polyline points='%s' fill='none' stroke-opacity='0.5' " + Svg.line(index) + "/>",
                path.toString().strip());
        svg.add(
                "<text x='%d' y='%d' " + Svg.fill(index) + ">%s</text>",
                RIGHT + 16,
                TOP + 12 + index * LINE_HEIGHT,
                result.name());
    }

    private static double middle(int k) {
        return LEFT + (RIGHT - LEFT) * (k + 0.5) / METRICS.size();
    }

    private static double y(double share) {
        return BOTTOM - (BOTTOM - TOP) * share;
    }
}
