package dev.kendall.testkit;

import dev.kendall.id.IdGenerator;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The same ids in every run: UUIDs in the form of version 7 that ascend by one millisecond each, from the beginning of 2026. Two
 * generators give the same ids. Thread-safe.
 */
public final class SequentialIds implements IdGenerator {
    private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final long VERSION = 0x7000;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final AtomicLong given = new AtomicLong();

    @Override
    public UUID next() {
        return at(given.incrementAndGet());
    }

    /** The id that the {@code n}-th call gives, 1 for the first: for expectations, and for ids of the caller's. */
    public static UUID at(long n) {
        return new UUID((START + n) << 16 | VERSION, VARIANT | n);
    }
}
