package dev.kendall.job;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * One field of a cron expression: the numbers that it stands for.
 *
 * @param isEvery whether it stands for all there are, so that it restricts nothing
 */
record CronField(BitSet numbers, boolean isEvery) {
    private static final Map<String, String> SHORT = Map.of(
            "@hourly", "0 * * * *",
            "@daily", "0 0 * * *",
            "@weekly", "0 0 * * 0",
            "@monthly", "0 0 1 * *",
            "@yearly", "0 0 1 1 *");

    private static final List<Kind> KINDS = List.of(
            new Kind("minute", 0, 59, List.of()),
            new Kind("hour", 0, 23, List.of()),
            new Kind("day of the month", 1, 31, List.of()),
            new Kind(
                    "month",
                    1,
                    12,
                    List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")),
            new Kind("day of the week", 0, 7, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat")));

    /** What a field counts. */
    private record Kind(String name, int min, int max, List<String> words) {
        int number(String text) {
            int word = words.indexOf(text.toLowerCase(Locale.ROOT));
            if (word >= 0) {
                return word + min;
            }
            if (!text.matches("[0-9]{1,2}")) {
                throw wrong(text);
            }
            int number = Integer.parseInt(text);
            if (number < min || number > max) {
                throw wrong(text);
            }
            return number;
        }

        IllegalArgumentException wrong(String text) {
            return new IllegalArgumentException(
                    "'" + text + "' is no " + name + " of a cron schedule; it must be from " + min + " to " + max
                            + ", a range such as 1-5, '*', either with a step such as */15, or several of these with commas");
        }
    }

    /** The five fields of an expression. */
    static List<CronField> all(String expression) {
        Objects.requireNonNull(expression, "expression");
        String[] parts =
                SHORT.getOrDefault(expression.strip(), expression).strip().split("\\s+");
        if (parts.length != KINDS.size()) {
            throw new IllegalArgumentException("'" + expression + "' is no cron schedule; it must have five fields:"
                    + " minute, hour, day of the month, month, day of the week");
        }
        List<CronField> fields = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            fields.add(of(parts[i], KINDS.get(i)));
        }
        return fields;
    }

    private static CronField of(String text, Kind kind) {
        BitSet numbers = new BitSet();
        for (String part : text.split(",", -1)) {
            add(numbers, part, kind);
        }
        if (kind.max() == 7 && numbers.get(7)) {
            numbers.clear(7);
            numbers.set(0);
        }
        int all = kind.max() == 7 ? 7 : kind.max() - kind.min() + 1;
        return new CronField(numbers, numbers.cardinality() == all);
    }

    private static void add(BitSet numbers, String part, Kind kind) {
        String[] stepped = part.split("/", -1);
        if (stepped.length > 2 || stepped.length == 2 && !stepped[1].matches("[1-9][0-9]?")) {
            throw kind.wrong(part);
        }
        int step = stepped.length == 2 ? Integer.parseInt(stepped[1]) : 1;
        String[] ends = stepped[0].split("-", -1);
        int from;
        int to;
        if (stepped[0].equals("*")) {
            from = kind.min();
            to = kind.max() == 7 ? 6 : kind.max();
        } else if (ends.length == 2) {
            from = kind.number(ends[0]);
            to = kind.number(ends[1]);
        } else {
            from = kind.number(stepped[0]);
            to = stepped.length == 2 ? kind.max() == 7 ? 6 : kind.max() : from;
        }
        if (ends.length > 2 || from > to) {
            throw kind.wrong(part);
        }
        for (int number = from; number <= to; number += step) {
            numbers.set(number);
        }
    }

    boolean holds(int number) {
        return numbers.get(number);
    }

    /** The first of its numbers that is not less, or -1. */
    int next(int number) {
        return numbers.nextSetBit(number);
    }
}
