package dev.kendall.examples.command;

import java.util.function.Supplier;

/**
 * A result and how long it took.
 *
 * @param millis in milliseconds
 */
public record Timing<T>(T result, double millis) {
    /** Does the work and looks at the watch. */
    public static <T> Timing<T> of(Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        return new Timing<>(result, (System.nanoTime() - start) / 1e6);
    }
}
