package dev.kendall.benchmarks.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How time grows with size. The exponent k of time = c · size<sup>k</sup> is the slope on a log-log plot: 0 constant, 1 linear, 2
 * quadratic.
 *
 * @param steps from each size to the next larger one
 * @param overall of the straight line nearest to all points (least squares of the logarithms)
 */
public record Growth(List<Step> steps, double overall) {
    /** A measured time, both above zero. */
    public record Point(double size, double time) {
        /** Checks that both have a logarithm. */
        public Point {
            if (!(size > 0) || !(time > 0)) {
                throw new IllegalArgumentException("size " + size + " and time " + time + " must be above zero");
            }
        }
    }

    /** The exponent between two sizes. */
    public record Step(double from, double to, double exponent) {}

    /**
     * The growth over points in any order.
     *
     * @throws IllegalArgumentException when there are fewer than two points, or two of one size
     */
    public static Growth of(List<Point> points) {
        if (points.size() < 2) {
            throw new IllegalArgumentException("growth needs two sizes, not " + points.size());
        }
        List<Point> ordered =
                points.stream().sorted(Comparator.comparingDouble(Point::size)).toList();
        List<Step> steps = new ArrayList<>();
        for (int i = 1; i < ordered.size(); i++) {
            Point from = ordered.get(i - 1);
            Point to = ordered.get(i);
            if (from.size() == to.size()) {
                throw new IllegalArgumentException("there are two times of size " + from.size());
            }
            steps.add(new Step(from.size(), to.size(), slope(List.of(from, to))));
        }
        return new Growth(List.copyOf(steps), slope(ordered));
    }

    /** The largest exponent between two neighbouring sizes: what is constant at first cannot hide what grows later. */
    public double steepest() {
        return steps.stream().mapToDouble(Step::exponent).max().orElseThrow();
    }

    private static double slope(List<Point> points) {
        double meanX =
                points.stream().mapToDouble(p -> Math.log(p.size())).average().orElseThrow();
        double meanY =
                points.stream().mapToDouble(p -> Math.log(p.time())).average().orElseThrow();
        double covariance = 0;
        double variance = 0;
        for (Point point : points) {
            double x = Math.log(point.size()) - meanX;
            covariance += x * (Math.log(point.time()) - meanY);
            variance += x * x;
        }
        return covariance / variance;
    }
}
