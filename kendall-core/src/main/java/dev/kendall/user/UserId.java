package dev.kendall.user;

import dev.kendall.internal.Checks;
import dev.kendall.internal.CodePoints;

/**
 * The host's id of a user. Every key in Kendall begins with it, and nothing is ever read or written across two of them.
 *
 * @param value 1 to 128 characters, not blank; compared exactly
 */
public record UserId(String value) implements Comparable<UserId> {
    /** Checks the value. */
    public UserId {
        Checks.filled("user id", value, 128);
    }

    /** The user whom the host calls {@code value}. */
    public static UserId of(String value) {
        return new UserId(value);
    }

    /** By Unicode code points. */
    @Override
    public int compareTo(UserId other) {
        return CodePoints.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
