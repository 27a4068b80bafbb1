package dev.kendall.benchmarks.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as a reader wants them, the same in every locale. */
public final class Numbers {
    private Numbers() {}

    /** So many significant digits, without an exponent: 0.0123, 4.50, 123. */
    public static String significant(double value, int digits) {
        BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(digits));
        int missing = digits - rounded.precision();
        return rounded.setScale(Math.max(0, rounded.scale() + missing), RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    /** A count or size with thousands set apart: 100,000. */
    public static String grouped(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }
}
