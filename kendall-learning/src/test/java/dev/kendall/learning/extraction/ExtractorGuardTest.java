package dev.kendall.learning.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.learning.extraction.ExtractorOutcome.Status;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ExtractorGuardTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(100);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private ExtractorGuard<String> guard(Duration timeLimit, int maxStuck) {
        return ExtractorGuard.<String>of(
                        List.of("tested"), Function.identity(), new GuardTerms(timeLimit, maxStuck, threads))
                .get(0);
    }

    /** Waits for the latch, whatever interrupts. */
    private static String deaf(CountDownLatch end) {
        while (true) {
            try {
                end.await();
                return "ended";
            } catch (InterruptedException e) {
                // deliberately deaf
            }
        }
    }

    private static Status later(ExtractorGuard<String> guard) throws InterruptedException {
        long deadline = System.nanoTime() + LONG.toNanos();
        Status status = Status.BUSY;
        while (status == Status.BUSY && System.nanoTime() < deadline) {
            Thread.yield();
            status = guard.call(extractor -> extractor).outcome().status();
        }
        return status;
    }

    @Test
    void the_answer_is_given_back_with_the_extractors_name() throws InterruptedException {
        GuardedCall<String> call = guard(LONG, 1).call(extractor -> extractor + "?");
        assertThat(call.answer()).isEqualTo("tested?");
        assertThat(call.outcome().extractor()).isEqualTo("tested");
        assertThat(call.outcome().isExhaustive()).isTrue();
        assertThat(call.outcome().problems()).isEmpty();
    }

    @Test
    void many_callers_at_a_time_are_no_calls_that_hang() throws InterruptedException, ExecutionException {
        int callers = 8;
        ExtractorGuard<String> guard = guard(LONG, 1);
        CyclicBarrier allAreIn = new CyclicBarrier(callers);
        List<Future<Status>> statuses = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            statuses.add(threads.submit(() -> guard.call(extractor -> {
                        try {
                            return allAreIn.await(20, TimeUnit.SECONDS);
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .outcome()
                    .status()));
        }
        for (Future<Status> status : statuses) {
            assertThat(status.get()).isEqualTo(Status.DONE);
        }
    }

    @Test
    void as_many_calls_as_allowed_may_hang_and_the_next_is_not_made() throws InterruptedException {
        ExtractorGuard<String> guard = guard(SHORT, 2);
        CountDownLatch end = new CountDownLatch(1);
        for (int i = 0; i < 2; i++) {
            GuardedCall<String> hanging = guard.call(extractor -> deaf(end));
            assertThat(hanging.outcome().status()).isEqualTo(Status.TIMED_OUT);
            assertThat(hanging.outcome().took()).isGreaterThanOrEqualTo(SHORT);
            assertThat(hanging.outcome().problems()).singleElement().asString().contains("did not end");
        }
        GuardedCall<String> third = guard.call(extractor -> extractor);
        assertThat(third.answer()).isNull();
        assertThat(third.outcome().status()).isEqualTo(Status.BUSY);
        end.countDown();
        assertThat(later(guard)).isEqualTo(Status.DONE);
    }

    @Test
    void a_call_that_its_caller_leaves_counts_as_hanging_until_it_ends() throws InterruptedException {
        ExtractorGuard<String> guard = guard(LONG, 1);
        CountDownLatch end = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        assertThatThrownBy(() -> guard.call(extractor -> {
                    caller.interrupt();
                    return deaf(end);
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(guard.call(extractor -> extractor).outcome().status()).isEqualTo(Status.BUSY);
        end.countDown();
        assertThat(later(guard)).isEqualTo(Status.DONE);
    }

    @Test
    void waiting_for_a_thread_counts_as_its_time_and_what_never_began_is_told_so() throws InterruptedException {
        ExecutorService one = Executors.newSingleThreadExecutor();
        CountDownLatch end = new CountDownLatch(1);
        try {
            one.execute(() -> deaf(end));
            ExtractorGuard<String> guard = ExtractorGuard.<String>of(
                            List.of("tested"), Function.identity(), new GuardTerms(SHORT, 1, one))
                    .get(0);
            GuardedCall<String> call = guard.call(extractor -> extractor);
            assertThat(call.outcome().status()).isEqualTo(Status.TIMED_OUT);
            assertThat(call.outcome().problems())
                    .singleElement()
                    .asString()
                    .contains("found no free thread")
                    .contains("tested");
            end.countDown();
            assertThat(later(guard)).isEqualTo(Status.DONE);
        } finally {
            end.countDown();
            one.shutdownNow();
        }
    }

    @Test
    void what_is_given_up_costs_what_asking_costs_by_estimate() throws InterruptedException {
        ModelTokens estimate = new ModelTokens(2, 1_000, 100);
        CountDownLatch end = new CountDownLatch(1);
        try {
            ExtractorGuard<String> guard = guard(SHORT, 3);
            assertThat(guard.call(extractor -> deaf(end), any -> estimate)
                            .outcome()
                            .tokens())
                    .isEqualTo(estimate);
            assertThat(guard.call(extractor -> deaf(end)).outcome().tokens()).isEqualTo(ModelTokens.NONE);
            GuardedCall<String> broken = guard.call(extractor -> deaf(end), any -> {
                throw new IllegalStateException("secret");
            });
            assertThat(broken.outcome().tokens()).isEqualTo(ModelTokens.NONE);
            assertThat(guard.call(extractor -> "not asked", any -> estimate)
                            .outcome()
                            .tokens())
                    .as("busy")
                    .isEqualTo(ModelTokens.NONE);
        } finally {
            end.countDown();
        }
    }

    @Test
    void what_a_model_that_took_too_long_costs_is_estimated_and_no_other_failure_is() throws InterruptedException {
        ModelTokens estimate = new ModelTokens(2, 1_000, 100);
        ModelTokens before = new ModelTokens(1, 3_000, 50);
        GuardedCall<String> slow = guard(LONG, 1)
                .call(
                        extractor -> {
                            throw new FailedAfterCalls(before, new TimeoutException("30 s"));
                        },
                        any -> estimate);
        assertThat(slow.outcome().tokens()).isEqualTo(new ModelTokens(2, 3_000, 100));
        GuardedCall<String> refused = guard(LONG, 1)
                .call(
                        extractor -> {
                            throw new FailedAfterCalls(before, new RateLimitException("429"));
                        },
                        any -> estimate);
        assertThat(refused.outcome().tokens()).isEqualTo(before);
    }

    @Test
    void what_it_throws_is_told_by_its_class_alone() throws InterruptedException {
        ExtractorOutcome outcome = guard(LONG, 1)
                .call(extractor -> {
                    throw new StackOverflowError("secret");
                })
                .outcome();
        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.failure()).isEqualTo("java.lang.StackOverflowError");
        assertThat(outcome.toString()).doesNotContain("secret");
        assertThat(guard(LONG, 1).call(extractor -> null).outcome().failure()).isEqualTo("null");
    }

    @Test
    void an_interrupted_caller_asks_nothing() {
        ExtractorGuard<String> guard = guard(LONG, 1);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> guard.call(extractor -> {
                    throw new AssertionError("asked");
                }))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void an_executor_that_takes_no_more_is_the_hosts_to_hear_of() {
        threads.shutdownNow();
        assertThatThrownBy(() -> guard(LONG, 1).call(extractor -> extractor))
                .isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void names_and_terms_are_checked() {
        GuardTerms terms = new GuardTerms(LONG, 1, threads);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExtractorGuard.of(List.of("same", "same"), Function.identity(), terms))
                .withMessageContaining("same");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExtractorGuard.of(List.of("No name!"), Function.identity(), terms));
        assertThatIllegalArgumentException().isThrownBy(() -> new GuardTerms(Duration.ofHours(2), 1, threads));
        assertThatIllegalArgumentException().isThrownBy(() -> new GuardTerms(Duration.ZERO, 1, threads));
        assertThatIllegalArgumentException().isThrownBy(() -> new GuardTerms(LONG, 0, threads));
    }
}
