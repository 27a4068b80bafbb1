package dev.kendall.job;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.regex.Pattern;

/** What fits into a job. */
final class JobLimits {
    static final Duration LONGEST = Duration.ofDays(365);
    static final Duration LARGEST_PRIORITY = Duration.ofHours(1);
    static final int KEY = 256;
    static final int CONCURRENCY_KEY = 512;
    static final int TAGS = 10;
    static final int TAG = 128;

    private static final Pattern HANDLER = Pattern.compile("[a-z][a-z0-9_.-]{0,63}");

    private JobLimits() {}

    static String handler(String name) {
        Objects.requireNonNull(name, "handler");
        if (!HANDLER.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a handler's name must be 1 to 64 of a-z, 0-9, '.', '-' and '_', beginning with a letter,"
                            + " such as \"learning.patterns\"");
        }
        return name;
    }

    /** A duration in this range, in the microseconds that databases keep. */
    static Duration duration(String name, Duration value, Duration min, Duration max) {
        Objects.requireNonNull(value, name);
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "the " + name + " is " + value + "; it must be from " + min + " to " + max);
        }
        return value.truncatedTo(ChronoUnit.MICROS);
    }
}
