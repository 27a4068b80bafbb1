package dev.kendall.examples.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleFunction;

/**
 * An axis on which equal distances are equal differences.
 *
 * @param from where it begins
 * @param to where it ends, behind {@code from}
 * @param kind what its values are
 */
record LinearAxis(double from, double to, Kind kind) implements Axis {
    private static final int LINES = 5;
    private static final double MINUTE = TimeUnit.MINUTES.toMillis(1);
    private static final double DAY = TimeUnit.DAYS.toMillis(1);

    /** What values are. */
    enum Kind {
        /** Whole numbers. */
        COUNT,
        /** Hundredths. */
        PERCENT,
        /** Milliseconds. */
        DURATION,
        /** Milliseconds since 1970. */
        TIME
    }

    /** From zero to a round value that is no smaller than {@code most}, so that the highest point is in the plot. */
    static LinearAxis rounded(double most, Kind kind) {
        double end = most > 0 ? most : 1;
        LinearAxis axis = new LinearAxis(0, kind == Kind.COUNT ? Math.max(LINES, end) : end, kind);
        double step = axis.step(LINES);
        return new LinearAxis(0, step * Math.ceil(axis.to / step - 1e-9), kind);
    }

    @Override
    public double share(double value) {
        return (value - from) / (to - from);
    }

    @Override
    public List<Tick> ticks(int most) {
        double step = step(most);
        DoubleFunction<String> label = label(step);
        List<Tick> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i++) {
            ticks.add(new Tick(i * step, label.apply(i * step)));
        }
        // Where there is room for two, the step may be longer than the axis and none lie on it: a finer one does.
        return ticks.isEmpty() ? ticks(most + 1) : ticks;
    }

    private double step(int most) {
        return switch (kind) {
            case COUNT -> Math.max(1, RoundSteps.decimal(to - from, most));
            case PERCENT -> RoundSteps.decimal(to - from, most);
            case DURATION, TIME -> RoundSteps.time(to - from, most);
        };
    }

    private DoubleFunction<String> label(double step) {
        return switch (kind) {
            case COUNT -> value -> String.format(Locale.ROOT, "%,.0f", value);
            case PERCENT -> value -> plain(value, step) + " %";
            case DURATION -> duration(step);
            case TIME -> time(step);
        };
    }

    /** With as many decimals as the step has. */
    private static String plain(double value, double step) {
        int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }

    /** In the largest unit in which the step is a whole number. */
    private static DoubleFunction<String> duration(double step) {
        double unit = 1;
        String name = " ms";
        if (step % DAY == 0) {
            unit = DAY;
            name = " d";
        } else if (step % TimeUnit.HOURS.toMillis(1) == 0) {
            unit = TimeUnit.HOURS.toMillis(1);
            name = " h";
        } else if (step % MINUTE == 0) {
            unit = MINUTE;
            name = " min";
        } else if (step % TimeUnit.SECONDS.toMillis(1) == 0) {
            unit = TimeUnit.SECONDS.toMillis(1);
            name = " s";
        }
        double each = unit;
        String unitName = name;
        return value -> value == 0 ? "0" : String.format(Locale.ROOT, "%,.0f%s", value / each, unitName);
    }

    /** By the clock, and with the day unless all are on one. */
    private DoubleFunction<String> time(double step) {
        LocalDate first = date(from);
        LocalDate last = date(to);
        String day = first.equals(last) ? "" : first.getYear() == last.getYear() ? "d MMM" : "d MMM uuuu";
        String clock = step >= DAY ? "" : step % MINUTE == 0 ? "HH:mm" : step >= 1_000 ? "HH:mm:ss" : "HH:mm:ss.SSS";
        DateTimeFormatter format = DateTimeFormatter.ofPattern((day + " " + clock).strip(), Locale.ENGLISH)
                .withZone(ZoneOffset.UTC);
        return value -> format.format(Instant.ofEpochMilli(Math.round(value)));
    }

    private static LocalDate date(double millis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(Math.round(millis)), ZoneOffset.UTC);
    }
}
