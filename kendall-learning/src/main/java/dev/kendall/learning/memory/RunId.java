package dev.kendall.learning.memory;

import dev.kendall.internal.Checks;

/**
 * Names one run of learning, so that it can be {@linkplain MemoryApplication#undo() taken back}.
 *
 * @param value 1 to 128 characters, never used for another run of the same user
 */
public record RunId(String value) {
    /** Checks the value. */
    public RunId {
        Checks.filled("run id", value, 128);
    }

    /** The run named so. */
    public static RunId of(String value) {
        return new RunId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
