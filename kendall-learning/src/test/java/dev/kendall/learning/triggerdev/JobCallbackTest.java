package dev.kendall.learning.triggerdev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kendall.failure.NotFound;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.testkit.TestClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobCallbackTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "fedcba9876543210fedcba9876543210";

    private final TestClock clock = TestClock.at("2026-03-02T12:00:00Z");
    private final List<String> ran = new ArrayList<>();
    private final JobCallback callback = builder().build();

    private JobCallback.Builder builder() {
        return JobCallback.builder(SECRET)
                .clock(clock)
                .handler("learn", (job, attempt) -> ran.add(job.id() + " " + job.payload() + " " + attempt));
    }

    private SignedRequest learn(String id) {
        return signed("{\"jobId\":\"" + id + "\",\"name\":\"learn\",\"payload\":{\"thread\":\"t-7\"},\"attempt\":2}");
    }

    private SignedRequest signed(String body) {
        return SignedRequest.of(SECRET, clock.instant(), body);
    }

    @Test
    void runsTheHandlerOfTheJobsName() {
        CallbackAnswer answer = learn("j-1").to(callback);
        assertThat(answer).isEqualTo(new CallbackAnswer(200, "{\"status\":\"done\",\"id\":\"j-1\"}"));
        assertThat(ran).containsExactly("j-1 {\"thread\":\"t-7\"} 2");
    }

    @Test
    void doesAJobOnce() {
        learn("j-1").to(callback);
        clock.advance(Duration.ofHours(1));
        CallbackAnswer second = learn("j-1").to(callback);
        assertThat(second).isEqualTo(new CallbackAnswer(200, "{\"status\":\"repeated\",\"id\":\"j-1\"}"));
        assertThat(ran).hasSize(1);
        clock.advance(Duration.ofDays(1));
        learn("j-1").to(callback);
        assertThat(ran).as("after it may be forgotten").hasSize(2);
    }

    @Test
    void refusesAReplay() {
        SignedRequest request = learn("j-1");
        assertThat(request.to(callback).status()).isEqualTo(200);
        assertThat(request.to(callback).status()).isEqualTo(409);
        clock.advance(Duration.ofMinutes(4));
        assertThat(request.to(callback).status()).isEqualTo(409);
        clock.advance(Duration.ofMinutes(2));
        assertThat(request.to(callback).status()).as("too old by now").isEqualTo(401);
        assertThat(ran).hasSize(1);
    }

    @Test
    void refusesAReplayOfARequestWhoseHandlerFailed() {
        AtomicInteger calls = new AtomicInteger();
        JobCallback failing = JobCallback.builder(SECRET)
                .clock(clock)
                .handler("learn", (job, attempt) -> {
                    calls.incrementAndGet();
                    throw new IOException("down");
                })
                .build();
        SignedRequest request = learn("j-1");
        assertThat(request.to(failing).status()).isEqualTo(500);
        assertThat(request.to(failing).status()).isEqualTo(409);
        assertThat(calls).hasValue(1);
        assertThat(learn("j-1").to(failing).status())
                .as("a new request for the same job")
                .isEqualTo(500);
        assertThat(calls).hasValue(2);
    }

    @Test
    void refusesWhatIsNotSignedWithTheSecret() {
        assertThat(SignedRequest.of(OTHER, clock.instant(), "{}").to(callback).status())
                .isEqualTo(401);
        for (String header : List.of("x-kendall-timestamp", "x-kendall-request", "x-kendall-signature")) {
            assertThat(learn("j-1").without(header).to(callback).status())
                    .as("without " + header)
                    .isEqualTo(401);
            assertThat(learn("j-1").with(header, "").to(callback).status())
                    .as("empty " + header)
                    .isEqualTo(401);
            assertThat(learn("j-1")
                            .with(header, "\u00e4".repeat(36))
                            .to(callback)
                            .status())
                    .isEqualTo(401);
        }
        assertThat(learn("j-1")
                        .with("x-kendall-timestamp", "1772452801")
                        .to(callback)
                        .status())
                .as("another time than was signed")
                .isEqualTo(401);
        assertThat(learn("j-1")
                        .with("x-kendall-request", "another-request-id-0")
                        .to(callback)
                        .status())
                .isEqualTo(401);
        assertThat(ran).isEmpty();
    }

    @Test
    void refusesABodyOfWhichOneBitWasChanged() {
        SignedRequest request = learn("j-1");
        for (int i = 0; i < request.body.length; i++) {
            request.body[i] ^= 1;
            assertThat(request.to(callback).status()).as("bit of byte " + i).isEqualTo(401);
            request.body[i] ^= 1;
        }
        assertThat(request.to(callback).status()).isEqualTo(200);
    }

    @Test
    void refusesOldRequestsAndThoseFromTheFuture() {
        SignedRequest old = learn("j-1");
        SignedRequest early = SignedRequest.of(SECRET, clock.instant().plusSeconds(700), "{}");
        assertThat(early.to(callback).body()).contains("clocks");
        clock.advance(Duration.ofMinutes(5).plusSeconds(1));
        assertThat(old.to(callback).status()).isEqualTo(401);
        assertThat(ran).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "not json",
                "{\"jobId\":\"j-1\",\"name\":\"learn\",\"payload\":{}}",
                "{\"jobId\":\"j-1\",\"name\":\"learn\",\"payload\":{},\"attempt\":0}",
                "{\"jobId\":\"j-1\",\"name\":\"learn\",\"payload\":{},\"attempt\":\"1\"}",
                "{\"jobId\":1,\"name\":\"learn\",\"payload\":{},\"attempt\":1}",
                "{\"jobId\":\"\",\"name\":\"learn\",\"payload\":{},\"attempt\":1}",
                "{\"name\":\"learn\",\"payload\":{},\"attempt\":1}",
                "{\"jobId\":\"j-1\",\"payload\":{},\"attempt\":1}",
                "{\"jobId\":\"j-1\",\"name\":\"learn\",\"payload\":{},\"attempt\":1}{}"
            })
    void refusesABodyThatIsNoJob(String body) {
        assertThat(signed(body).to(callback).status()).isEqualTo(400);
        assertThat(ran).isEmpty();
    }

    @Test
    void refusesOtherMethodsLargeBodiesAndUnknownNames() {
        SignedRequest get = learn("j-1");
        get.method = "GET";
        assertThat(get.to(callback).status()).isEqualTo(405);
        JobCallback small = builder().maxBytes(1_024).build();
        assertThat(signed("{\"payload\":\"" + "x".repeat(1_024) + "\"}")
                        .to(small)
                        .status())
                .isEqualTo(413);
        assertThat(signed("{\"jobId\":\"j-1\",\"name\":\"other\",\"payload\":{},\"attempt\":1}")
                        .to(callback)
                        .status())
                .isEqualTo(404);
        assertThat(ran).isEmpty();
    }

    @Test
    void readsHeadersOfAnyCaseAsTheHostDoes() {
        SignedRequest request = learn("j-1");
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.headers.forEach((name, value) -> headers.put(name.toUpperCase(Locale.ROOT), value));
        assertThat(callback.answer("POST", headers::get, request.body).status()).isEqualTo(200);
    }

    @Test
    void takesAnOlderSecretWhileItIsBeingChanged() {
        JobCallback both = builder().accept(OTHER).build();
        String body = "{\"jobId\":\"j-1\",\"name\":\"learn\",\"payload\":{},\"attempt\":1}";
        assertThat(SignedRequest.of(OTHER, clock.instant(), body).to(both).status())
                .isEqualTo(200);
        assertThat(learn("j-2").to(both).status()).isEqualTo(200);
    }

    @Test
    void saysWhetherTheJobMaySucceedLaterAndNotWhy() {
        Map<String, Exception> failures = Map.of(
                "never", new NotFound("the thread of Ann is not there"),
                "later", new StorageUnavailable("Ann", Duration.ofSeconds(1), null),
                "bug", new IllegalStateException("Ann said 'hello'"));
        Map<String, Integer> statuses = Map.of("never", 422, "later", 503, "bug", 500);
        JobCallback.Builder builder = JobCallback.builder(SECRET).clock(clock);
        failures.forEach((name, failure) -> builder.handler(name, (job, attempt) -> {
            throw failure;
        }));
        JobCallback failing = builder.build();
        statuses.forEach((name, status) -> {
            CallbackAnswer answer = signed("{\"jobId\":\"" + name + "\",\"name\":\"" + name + "\",\"attempt\":1}")
                    .to(failing);
            assertThat(answer.status()).as(name).isEqualTo(status);
            assertThat(answer.body()).doesNotContain("Ann", "hello");
        });
    }

    @Test
    void runsAJobThatFailedAgain() {
        AtomicInteger calls = new AtomicInteger();
        JobCallback failing = JobCallback.builder(SECRET)
                .clock(clock)
                .handler("learn", (job, attempt) -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new IOException("down");
                    }
                })
                .build();
        assertThat(learn("j-1").to(failing).status()).isEqualTo(500);
        assertThat(learn("j-1").to(failing).status()).isEqualTo(200);
        assertThat(learn("j-1").to(failing).body()).contains("repeated");
        assertThat(calls).hasValue(2);
    }

    @Test
    void doesNotRunAJobBesideItself() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        JobCallback slow = JobCallback.builder(SECRET)
                .clock(clock)
                .handler("learn", (job, attempt) -> {
                    started.countDown();
                    go.await();
                })
                .build();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<CallbackAnswer> first = other.submit(() -> learn("j-1").to(slow));
            assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(learn("j-1").to(slow).status()).isEqualTo(409);
            go.countDown();
            assertThat(first.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(learn("j-1").to(slow).body()).contains("repeated");
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void runsEachOfManyJobsOnceThatManyThreadsAskFor() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        JobCallback counting = JobCallback.builder(SECRET)
                .clock(clock)
                .handler("learn", (job, attempt) -> calls.incrementAndGet())
                .build();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<CallbackAnswer>> answers = IntStream.range(0, 400)
                    .mapToObj(i -> threads.submit(() -> learn("j-" + i % 50).to(counting)))
                    .toList();
            for (Future<CallbackAnswer> answer : answers) {
                assertThat(answer.get(30, TimeUnit.SECONDS).status()).isIn(200, 409);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(calls).hasValue(50);
    }

    @Test
    void answersLaterWhenItsLogIsFullAndTakesRequestsAgainWhenTheOldestAreTooOld() {
        JobCallback full = builder().log(new InMemoryCallbackLog(clock, 2)).build();
        assertThat(learn("j-1").to(full).status()).isEqualTo(200);
        assertThat(learn("j-2").to(full).status()).isEqualTo(200);
        assertThat(learn("j-3").to(full).status()).isEqualTo(503);
        clock.advance(Duration.ofMinutes(10));
        assertThat(learn("j-3").to(full).status()).isEqualTo(200);
        assertThat(ran).hasSize(3);
    }

    @Test
    void doesNotKeepSignedRequestsThatNameNoJobInItsLog() {
        JobCallback full = builder().log(new InMemoryCallbackLog(clock, 1)).build();
        IntStream.range(0, 10)
                .forEach(i -> assertThat(signed("{}").to(full).status()).isEqualTo(400));
        assertThat(learn("j-1").to(full).status()).isEqualTo(200);
    }

    @Test
    void isNotBuiltWithAShortSecretOrWithoutAHandler() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobCallback.builder("short"))
                .withMessageContaining("openssl rand -hex 32");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobCallback.builder(SECRET).build())
                .withMessageContaining("without a handler");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().handler("learn", (job, attempt) -> {}))
                .withMessageContaining("already");
    }
}
