package dev.kendall.id;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * UUIDs of version 7 (RFC 9562, method 1): 48 bits of Unix milliseconds, a 12-bit counter, 62 random bits.
 *
 * <p>The ids of one generator ascend strictly, in unsigned order as databases compare them, also within a millisecond and when
 * the clock steps back. Beyond 4,096 ids in one millisecond the time part runs ahead of the clock. Thread-safe.
 */
public final class UuidV7 implements IdGenerator {
    private static final int COUNTER_BITS = 12;

    private final InstantSource clock;
    private final RandomGenerator random;
    /** Milliseconds and counter of the latest id, as one number. */
    private final AtomicLong latest = new AtomicLong();

    /** Ids whose random bits come from {@code random}, which must be thread-safe. */
    public UuidV7(InstantSource clock, RandomGenerator random) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.random = Objects.requireNonNull(random, "random");
    }

    /** Ids that nobody can guess. */
    public static UuidV7 secure(InstantSource clock) {
        return new UuidV7(clock, new SecureRandom());
    }

    @Override
    public UUID next() {
        long now = clock.millis() << COUNTER_BITS;
        long ticks = latest.updateAndGet(before -> Math.max(before + 1, now));
        long high = (ticks >>> COUNTER_BITS) << 16 | 0x7000 | ticks & 0xFFF;
        long low = random.nextLong() >>> 2 | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** Compares as databases do: unsigned. {@link UUID#compareTo} is signed, and wrong from the year 6429 on and for other versions. */
    public static int compare(UUID left, UUID right) {
        int high = Long.compareUnsigned(left.getMostSignificantBits(), right.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(left.getLeastSignificantBits(), right.getLeastSignificantBits());
    }
}
