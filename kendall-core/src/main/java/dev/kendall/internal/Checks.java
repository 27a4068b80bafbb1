package dev.kendall.internal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The argument checks that make every backend agree: what passes here can be kept by all of them.
 *
 * <p>PostgreSQL refuses NUL in text and has no unpaired surrogates, keeps microseconds, and JSON and Airtable end at the year
 * 9999. A value that only some backends could keep is refused in all of them, as an {@link IllegalArgumentException} that names
 * the argument and never quotes its text.
 */
public final class Checks {
    /** The earliest time that can be stored. */
    public static final Instant MIN_TIME = Instant.parse("0001-01-01T00:00:00Z");
    /** The latest time that can be stored. */
    public static final Instant MAX_TIME = Instant.parse("9999-12-31T23:59:59.999999Z");

    private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    private Checks() {}

    /** Text that may be empty: no NUL, no unpaired surrogate, at most {@code max} UTF-16 units. */
    public static String text(String name, String value, int max) {
        Objects.requireNonNull(value, name);
        if (value.length() > max) {
            throw new IllegalArgumentException(
                    name + " has " + value.length() + " characters; at most " + max + " are allowed");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == 0) {
                throw new IllegalArgumentException(name + " holds a NUL character at index " + i + "; remove it");
            }
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < value.length()
                        && Character.isLowSurrogate(value.charAt(i + 1));
                if (!paired) {
                    throw new IllegalArgumentException(
                            name + " holds an unpaired surrogate at index " + i + "; it is not valid Unicode");
                }
                i++;
            }
        }
        return value;
    }

    /** Text that is not blank: otherwise as {@link #text}. */
    public static String filled(String name, String value, int max) {
        Objects.requireNonNull(value, name);
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " is blank");
        }
        return text(name, value, max);
    }

    /** As {@link #filled}, where {@code null} stays {@code null}. */
    public static @Nullable String filledOrNull(String name, @Nullable String value, int max) {
        return value == null ? null : filled(name, value, max);
    }

    /** As {@link #text}, where {@code null} stays {@code null}. */
    public static @Nullable String textOrNull(String name, @Nullable String value, int max) {
        return value == null ? null : text(name, value, max);
    }

    /** A short machine name: 1 to 64 of {@code a-z 0-9 _}, beginning with a letter. */
    public static String slug(String name, String value) {
        Objects.requireNonNull(value, name);
        if (!SLUG.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    name + " must be 1 to 64 of a-z, 0-9 and _, beginning with a letter, such as \"important_date\"");
        }
        return value;
    }

    /** A time between {@link #MIN_TIME} and {@link #MAX_TIME}, truncated to the microseconds that databases keep. */
    public static Instant time(String name, Instant value) {
        Objects.requireNonNull(value, name);
        Instant truncated = value.truncatedTo(ChronoUnit.MICROS);
        if (truncated.isBefore(MIN_TIME) || truncated.isAfter(MAX_TIME)) {
            throw new IllegalArgumentException(
                    name + " is " + value + "; times from " + MIN_TIME + " to " + MAX_TIME + " can be stored");
        }
        return truncated;
    }

    /** As {@link #time}, where {@code null} stays {@code null}. */
    public static @Nullable Instant timeOrNull(String name, @Nullable Instant value) {
        return value == null ? null : time(name, value);
    }

    /** A number from {@code min} to {@code max}, both included. */
    public static int range(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be from " + min + " to " + max);
        }
        return value;
    }

    /** A finite number from {@code min} to {@code max}, both included. */
    public static double range(String name, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be from " + min + " to " + max);
        }
        return value;
    }

    /** A row's version: 1 or more. */
    public static long version(long value) {
        if (value < 1) {
            throw new IllegalArgumentException("version is " + value + "; versions start at 1");
        }
        return value;
    }
}
