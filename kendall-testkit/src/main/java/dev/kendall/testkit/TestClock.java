package dev.kendall.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/** A clock that stands still until it is set or moved. Thread-safe. */
public final class TestClock implements InstantSource {
    private volatile Instant now;

    private TestClock(Instant now) {
        this.now = Objects.requireNonNull(now, "now");
    }

    /** A clock that shows {@code now}. */
    public static TestClock at(Instant now) {
        return new TestClock(now);
    }

    /** A clock that shows the time with this ISO 8601 text, such as {@code 2026-03-02T12:00:00Z}. */
    public static TestClock at(String now) {
        return at(Instant.parse(now));
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Shows another time from now on, also an earlier one. */
    public synchronized void set(Instant time) {
        now = Objects.requireNonNull(time, "time");
    }

    /** Moves on, or back where {@code by} is negative; returns the time it shows then. */
    public synchronized Instant advance(Duration by) {
        now = now.plus(by);
        return now;
    }
}
