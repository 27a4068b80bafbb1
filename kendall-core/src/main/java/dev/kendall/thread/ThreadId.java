package dev.kendall.thread;

import dev.kendall.internal.Checks;
import dev.kendall.internal.CodePoints;

/**
 * The host's id of a conversation thread. Two users may use the same id for different threads.
 *
 * @param value 1 to 128 characters, not blank; compared exactly
 */
public record ThreadId(String value) implements Comparable<ThreadId> {
    /** Checks the value. */
    public ThreadId {
        Checks.filled("thread id", value, 128);
    }

    /** The thread that the host calls {@code value}. */
    public static ThreadId of(String value) {
        return new ThreadId(value);
    }

    /** By Unicode code points. */
    @Override
    public int compareTo(ThreadId other) {
        return CodePoints.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
