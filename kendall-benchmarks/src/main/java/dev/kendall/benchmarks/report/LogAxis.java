package dev.kendall.benchmarks.report;

/**
 * A logarithmic axis over whole decades.
 *
 * @param from the exponent of ten at its start
 * @param to the exponent of ten at its end
 * @param start where it starts, in pixels
 * @param end where it ends, in pixels
 */
record LogAxis(int from, int to, double start, double end) {
    /** One that all values are on, at least one decade long. */
    static LogAxis over(double[] values, double start, double end) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        int from = (int) Math.floor(Math.log10(least) + 1e-9);
        int to = (int) Math.ceil(Math.log10(most) - 1e-9);
        return new LogAxis(from, Math.max(to, from + 1), start, end);
    }

    double at(double value) {
        return start + (end - start) * (Math.log10(value) - from) / (to - from);
    }

    /** A decade's value as it stands beside the axis. */
    static String label(int exponent) {
        return exponent < 0 ? Numbers.significant(Math.pow(10, exponent), 1) : Numbers.grouped(Math.pow(10, exponent));
    }
}
