package dev.kendall.testkit.postgres;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version, ordered by its numbers; missing ones count as zero. */
public record Version(List<Integer> numbers) implements Comparable<Version> {
    private static final Pattern NUMBERS = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9}){0,5}");

    /** Copies the numbers. */
    public Version {
        numbers = List.copyOf(numbers);
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("A version has at least one number.");
        }
    }

    /**
     * The first version inside {@code text}, such as "postgres (PostgreSQL) 17.11".
     *
     * @throws IllegalArgumentException when there is no number in it
     */
    public static Version parse(String text) {
        Matcher matcher = NUMBERS.matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException("There is no version in \"" + text.strip() + "\".");
        }
        List<Integer> numbers = new ArrayList<>();
        for (String number : matcher.group().split("\\.", -1)) {
            numbers.add(Integer.valueOf(number));
        }
        return new Version(numbers);
    }

    /** The first number. */
    public int major() {
        return numbers.get(0);
    }

    /** Whether this is {@code other} or newer. */
    public boolean isAtLeast(Version other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(Version other) {
        for (int i = 0; i < Math.max(numbers.size(), other.numbers.size()); i++) {
            int compared = Integer.compare(number(i), other.number(i));
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    private int number(int index) {
        return index < numbers.size() ? numbers.get(index) : 0;
    }

    /** Newest first. */
    static Comparator<Version> newestFirst() {
        return Comparator.reverseOrder();
    }

    @Override
    public String toString() {
        return String.join(".", numbers.stream().map(String::valueOf).toList());
    }
}
