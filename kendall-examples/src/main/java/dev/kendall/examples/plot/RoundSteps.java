package dev.kendall.examples.plot;

import java.util.concurrent.TimeUnit;

/** Distances between ticks that a reader counts in without effort. */
final class RoundSteps {
    private static final double SECOND = TimeUnit.SECONDS.toMillis(1);
    private static final double MINUTE = TimeUnit.MINUTES.toMillis(1);
    private static final double HOUR = TimeUnit.HOURS.toMillis(1);
    private static final double DAY = TimeUnit.DAYS.toMillis(1);

    private static final double[] OF_A_CLOCK = {
        SECOND, 2 * SECOND, 5 * SECOND, 10 * SECOND, 15 * SECOND, 30 * SECOND,
        MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE,
        HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR
    };

    private RoundSteps() {}

    /** The smallest of 1, 2 and 5 times a power of ten of which no more than {@code most} fit into {@code span}. */
    static double decimal(double span, int most) {
        double least = span / most;
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double times : new double[] {1, 2, 5}) {
            if (times * power >= least * (1 - 1e-9)) {
                return times * power;
            }
        }
        return 10 * power;
    }

    /** The same in milliseconds as clocks and calendars divide them: 15 s, 10 min, 6 h, 2 days. */
    static double time(double span, int most) {
        if (span / most < SECOND) {
            return Math.max(1, decimal(span, most));
        }
        for (double step : OF_A_CLOCK) {
            if (step * most >= span) {
                return step;
            }
        }
        return DAY * Math.max(1, decimal(span / DAY, most));
    }
}
