package dev.kendall.examples.plot;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Durations in milliseconds on an axis on which equal distances are equal ratios, from one power of ten to another.
 *
 * @param from the exponent of ten at its begin
 * @param to that at its end, larger
 */
record LogarithmicAxis(int from, int to) implements Axis {
    /** Around all values from the least to the most, both above zero. */
    static LogarithmicAxis around(double least, double most) {
        int from = (int) Math.floor(Math.log10(least) + 1e-9);
        return new LogarithmicAxis(from, Math.max(from + 1, (int) Math.ceil(Math.log10(most) - 1e-9)));
    }

    @Override
    public double share(double value) {
        return (Math.log10(value) - from) / (to - from);
    }

    /** The powers of ten, and where that is only two, 2 and 5 times the first as well. */
    @Override
    public List<Tick> ticks(int most) {
        List<Tick> ticks = new ArrayList<>();
        for (int exponent = from; exponent <= to; exponent++) {
            ticks.add(tick(1, exponent));
            if (to - from == 1 && exponent == from) {
                ticks.add(tick(2, exponent));
                ticks.add(tick(5, exponent));
            }
        }
        return ticks;
    }

    private static Tick tick(int times, int exponent) {
        BigDecimal millis = BigDecimal.valueOf(times).scaleByPowerOfTen(exponent);
        String label = exponent < 3
                ? millis.toPlainString() + " ms"
                : millis.scaleByPowerOfTen(-3).toPlainString() + " s";
        return new Tick(millis.doubleValue(), label);
    }
}
