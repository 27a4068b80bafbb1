package dev.kendall.testkit.airtable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that stands until the test moves it. */
final class MovableClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-03-01T10:00:00.750Z");

    @Override
    public Instant instant() {
        return now;
    }

    void advance(Duration time) {
        now = now.plus(time);
    }
}
