package dev.kendall.store.airtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.NewMessage;
import dev.kendall.failure.Cancelled;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.page.PageRequest;
import dev.kendall.replica.ReplicaStorage.Errand;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class RequestLimiterTest {
    private static final long HOUR = Duration.ofHours(1).toNanos();

    private static void acquire(RequestLimiter limiter, Lane lane) {
        long now = limiter.pacer().nanos();
        limiter.acquire(lane, now, now + HOUR);
    }

    @Test
    void lets_no_more_through_than_allowed_in_any_second() {
        VirtualPacer pacer = new VirtualPacer();
        RequestLimiter limiter = new RequestLimiter(5, pacer);
        Random random = new Random(1);
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            if (random.nextInt(10) == 0) {
                pacer.await(null, random.nextInt(2_000_000_000));
            }
            acquire(limiter, Lane.values()[random.nextInt(4)]);
            times.add(pacer.nanos());
        }
        for (int i = 5; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 5))
                    .isGreaterThan(Duration.ofSeconds(1).toNanos());
        }
        assertThat(times.get(4))
                .isLessThan(times.get(0) + Duration.ofSeconds(10).toNanos());
    }

    @Test
    void lets_the_first_ones_through_at_once() {
        VirtualPacer pacer = new VirtualPacer();
        RequestLimiter limiter = new RequestLimiter(5, pacer);
        long begin = pacer.nanos();
        for (int i = 0; i < 5; i++) {
            acquire(limiter, Lane.LIVE);
        }
        assertThat(pacer.nanos()).isEqualTo(begin);
        acquire(limiter, Lane.LIVE);
        assertThat(Duration.ofNanos(pacer.nanos() - begin)).isEqualTo(Duration.ofMillis(1_050));
    }

    @Test
    void lets_earlier_lanes_go_first() throws InterruptedException {
        SteppedPacer pacer = new SteppedPacer();
        RequestLimiter limiter = new RequestLimiter(1, pacer);
        acquire(limiter, Lane.BACKFILL);
        BlockingQueue<Lane> order = new LinkedBlockingQueue<>();
        List<Lane> arriving =
                List.of(Lane.BACKFILL, Lane.BACKFILL, Lane.VERIFY, Lane.LIVE, Lane.OUTBOX, Lane.LIVE, Lane.VERIFY);
        List<Thread> threads = new ArrayList<>();
        for (Lane lane : arriving) {
            Thread thread = new Thread(() -> {
                acquire(limiter, lane);
                order.add(lane);
            });
            thread.start();
            threads.add(thread);
        }
        while (limiter.traffic().values().stream()
                        .mapToInt(LaneTraffic::waiting)
                        .sum()
                < arriving.size()) {
            Thread.onSpinWait();
        }
        List<Lane> served = new ArrayList<>();
        while (served.size() < arriving.size()) {
            pacer.pass(Duration.ofMillis(1_050));
            served.add(order.take());
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(served)
                .containsExactly(
                        Lane.LIVE, Lane.LIVE, Lane.OUTBOX, Lane.VERIFY, Lane.VERIFY, Lane.BACKFILL, Lane.BACKFILL);
    }

    @Test
    void lets_nobody_through_during_a_penalty() {
        VirtualPacer pacer = new VirtualPacer();
        RequestLimiter limiter = new RequestLimiter(5, pacer);
        long begin = pacer.nanos();
        acquire(limiter, Lane.BACKFILL);
        limiter.pause(Lane.BACKFILL, Duration.ofSeconds(30));
        limiter.pause(Lane.BACKFILL, Duration.ofSeconds(3));
        acquire(limiter, Lane.LIVE);
        assertThat(Duration.ofNanos(pacer.nanos() - begin)).isEqualTo(Duration.ofSeconds(30));
        assertThat(limiter.traffic().get(Lane.BACKFILL).rateLimited()).isEqualTo(2);
        assertThat(limiter.traffic().get(Lane.LIVE))
                .isEqualTo(new LaneTraffic(1, 0, 0, Duration.ofSeconds(30), Duration.ofSeconds(30)));
    }

    @Test
    void gives_up_at_the_deadline() {
        VirtualPacer pacer = new VirtualPacer();
        RequestLimiter limiter = new RequestLimiter(1, pacer);
        acquire(limiter, Lane.LIVE);
        long now = pacer.nanos();
        assertThatThrownBy(() -> limiter.acquire(Lane.LIVE, now, now + 1_000))
                .isInstanceOf(StorageUnavailable.class)
                .hasMessageContaining("deadline");
        assertThat(limiter.traffic().get(Lane.LIVE).waiting()).isZero();
    }

    @Test
    void ends_when_interrupted_and_keeps_the_flag() {
        RequestLimiter limiter = new RequestLimiter(1, new SteppedPacer());
        acquire(limiter, Lane.LIVE);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> acquire(limiter, Lane.LIVE)).isInstanceOf(Cancelled.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void is_one_for_all_storages_of_a_base() {
        AirtableOptions options = AirtableFixture.options(AirtableFixture.base())
                .requestsPerSecond(500)
                .build();
        SharedBase one = SharedBase.of(options.endpoint(), options.base(), 500);
        assertThat(SharedBase.of(options.endpoint(), options.base(), 500)).isSameAs(one);
        assertThat(SharedBase.of(options.endpoint(), "appOther", 500)).isNotSameAs(one);
        try (AirtableStorage storage = AirtableStorage.builder(options).open();
                AirtableStorage other =
                        AirtableStorage.builder(options).lane(Lane.VERIFY).open()) {
            assertThat(other.traffic()).isEqualTo(storage.traffic());
            assertThat(storage.traffic().get(Lane.LIVE).requests()).isEqualTo(1);
            assertThat(storage.traffic().get(Lane.VERIFY).requests()).isEqualTo(1);
        }
    }

    @Test
    void work_that_nobody_waits_for_goes_on_a_lane_of_its_own() {
        AirtableOptions options =
                AirtableFixture.options(AirtableFixture.base()).build();
        AirtableStorage storage = AirtableStorage.builder(options).open();
        AirtableStorage copying = storage.during(Errand.COPYING);
        AirtableStorage comparing = storage.during(Errand.COMPARING);
        long live = storage.traffic().get(Lane.LIVE).requests();

        copying.chat().append(UserId.of("anna"), ThreadId.of("home"), NewMessage.user("Hello."));
        assertThat(comparing
                        .chat()
                        .list(UserId.of("anna"), MessageFilter.all(), PageRequest.first(2))
                        .items())
                .extracting(Message::text)
                .containsExactly("Hello.");

        assertThat(storage.traffic().get(Lane.LIVE).requests()).isEqualTo(live);
        assertThat(storage.traffic().get(Lane.OUTBOX).requests()).isPositive();
        assertThat(storage.traffic().get(Lane.VERIFY).requests()).isPositive();
        storage.close();
        assertThatThrownBy(() -> copying.users().find(UserId.of("anna"))).isInstanceOf(IllegalStateException.class);
    }
}
