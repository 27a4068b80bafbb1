package dev.kendall.id;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.fixture.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class UuidV7Test {
    private static final Comparator<UUID> ORDER = UuidV7::compare;

    private final ManualClock clock = new ManualClock("2026-03-01T10:00:00.123Z");
    private final UuidV7 ids = new UuidV7(clock, new Random(7));

    private static long millis(UUID id) {
        return id.getMostSignificantBits() >>> 16;
    }

    @Test
    void an_id_holds_the_time_the_version_and_the_variant() {
        for (int i = 0; i < 1_000; i++) {
            UUID id = ids.next();
            assertThat(millis(id)).isEqualTo(clock.millis());
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(id.toString()).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        }
    }

    @Test
    void all_62_random_bits_vary() {
        long ones = 0;
        long zeros = 0;
        for (int i = 0; i < 200; i++) {
            long low = ids.next().getLeastSignificantBits();
            ones |= low;
            zeros |= ~low;
        }
        assertThat(ones & 0x3FFF_FFFF_FFFF_FFFFL).isEqualTo(0x3FFF_FFFF_FFFF_FFFFL);
        assertThat(zeros & 0x3FFF_FFFF_FFFF_FFFFL).isEqualTo(0x3FFF_FFFF_FFFF_FFFFL);
    }

    @Test
    void ids_of_one_millisecond_ascend_and_then_run_ahead_of_the_clock() {
        List<UUID> minted = new ArrayList<>();
        for (int i = 0; i < 4_097; i++) {
            minted.add(ids.next());
        }
        assertThat(minted).isSortedAccordingTo(ORDER).doesNotHaveDuplicates();
        assertThat(millis(minted.get(4_095))).isEqualTo(clock.millis());
        assertThat(millis(minted.get(4_096))).isEqualTo(clock.millis() + 1);
    }

    @Test
    void ids_ascend_while_the_clock_steps_back() {
        List<UUID> minted = new ArrayList<>(List.of(ids.next()));
        clock.advance(Duration.ofHours(-1));
        minted.add(ids.next());
        minted.add(ids.next());
        clock.advance(Duration.ofHours(2));
        minted.add(ids.next());

        assertThat(minted).isSortedAccordingTo(ORDER).doesNotHaveDuplicates();
        assertThat(millis(minted.get(2))).isEqualTo(millis(minted.get(0)));
        assertThat(millis(minted.get(3))).isEqualTo(clock.millis());
    }

    @Test
    void ids_ascend_before_1970() {
        clock.set("1969-07-20T20:17:40Z");
        assertThat(List.of(ids.next(), ids.next())).isSortedAccordingTo(ORDER).allMatch(id -> id.version() == 7);
    }

    @Test
    void sixteen_threads_get_ids_that_are_all_different_and_ascend_for_each() throws Exception {
        UuidV7 shared = UuidV7.secure(clock);
        CountDownLatch start = new CountDownLatch(1);
        Callable<List<UUID>> minting = () -> {
            start.await();
            List<UUID> minted = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                minted.add(shared.next());
            }
            return minted;
        };
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<List<UUID>>> futures = Collections.nCopies(16, minting).stream()
                    .map(threads::submit)
                    .toList();
            start.countDown();
            Set<Long> timesAndCounters = new HashSet<>();
            for (Future<List<UUID>> future : futures) {
                assertThat(future.get()).isSortedAccordingTo(ORDER);
                future.get().forEach(id -> timesAndCounters.add(id.getMostSignificantBits()));
            }
            assertThat(timesAndCounters)
                    .as("apart even without the random bits")
                    .hasSize(32_000);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void ids_compare_without_sign_as_databases_compare_their_bytes() {
        UUID low = UUID.fromString("00000000-0000-7000-8000-000000000000");
        UUID high = UUID.fromString("ffffffff-ffff-7fff-bfff-ffffffffffff");
        assertThat(UuidV7.compare(low, high)).isNegative();
        assertThat(low.compareTo(high)).as("what UUID would say").isPositive();

        UUID smallTail = UUID.fromString("00000000-0000-7000-0000-000000000001");
        UUID bigTail = UUID.fromString("00000000-0000-7000-8000-000000000000");
        assertThat(UuidV7.compare(smallTail, bigTail)).isNegative();
        assertThat(UuidV7.compare(bigTail, bigTail)).isZero();
    }

    @Test
    void the_order_of_ids_is_that_of_their_times_until_the_year_9999() {
        clock.set("2026-03-01T10:00:00Z");
        UUID before = ids.next();
        clock.set("9999-12-31T23:59:59Z");
        UUID after = ids.next();
        assertThat(UuidV7.compare(before, after)).isNegative();
        assertThat(Instant.ofEpochMilli(millis(after))).isEqualTo("9999-12-31T23:59:59Z");
    }
}
