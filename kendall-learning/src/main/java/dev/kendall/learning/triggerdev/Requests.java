package dev.kendall.learning.triggerdev;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kendall.failure.Cancelled;
import dev.kendall.failure.KendallException;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/**
 * Requests, repeated where that can help. Each call has one key for all of its repeats, by which the server tells a repeat from a second
 * call: a trigger whose answer was lost is one run.
 */
final class Requests {
    private static final double JITTER = 0.3;
    /** Others wait for the same moment: not all at once, then. */
    private static final long RESET_JITTER_MILLIS = 1_000;

    private final Settings settings;
    private final Transport transport;
    private final IntervalFunction backoff;

    Requests(Settings settings) {
        this.settings = settings;
        this.transport = new Transport(settings);
        RetryPolicy policy = settings.retries();
        this.backoff =
                IntervalFunction.ofExponentialRandomBackoff(policy.first(), policy.factor(), JITTER, policy.longest());
    }

    /** What is left of one call's time, and when it may be sent next. */
    private final class Attempts {
        private final Call call;
        private final String key;
        private final Pacer pacer = settings.pacer();
        private final long deadline =
                pacer.nanos() + settings.retries().deadline().toNanos();
        private long notBefore = pacer.nanos();
        private int failures;

        Attempts(Call call, String key) {
            this.call = call;
            this.key = key;
        }

        JsonNode once() {
            long wait = notBefore - pacer.nanos();
            if (wait > 0) {
                pass(wait);
            }
            long left = Math.max(deadline - pacer.nanos(), Duration.ofMillis(1).toNanos());
            return transport.send(
                    call,
                    key,
                    Duration.ofNanos(Math.min(left, settings.requestTimeout().toNanos())));
        }

        private void pass(long nanos) {
            try {
                pacer.pass(nanos);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Cancelled("the wait to " + call.what() + " again was interrupted", e);
            }
        }

        /** Whether to try again, and if so from when on. */
        boolean again(ApiProblem problem) {
            if (!problem.mayRepeat()) {
                return false;
            }
            failures++;
            Duration told = problem.retryAfter();
            Duration wait = told == null
                    ? Duration.ofMillis(backoff.apply(failures))
                    : told.plusMillis(ThreadLocalRandom.current().nextLong(RESET_JITTER_MILLIS));
            long now = pacer.nanos();
            if (wait.compareTo(Duration.ofNanos(Math.max(0, deadline - now))) >= 0) {
                return false;
            }
            notBefore = now + wait.toNanos();
            return true;
        }
    }

    /** A key that no other call has. */
    String newKey() {
        return settings.ids().next().toString();
    }

    /**
     * The answer.
     *
     * @throws KendallException when there is none, or it says no
     */
    JsonNode send(Call call) {
        return send(call, answer -> true);
    }

    /** The same, where an answer that is not {@code complete} is asked for again. */
    JsonNode send(Call call, Predicate<JsonNode> complete) {
        try {
            return attempt(call, newKey(), complete);
        } catch (ApiProblem problem) {
            throw Problems.failure(call, problem);
        }
    }

    private JsonNode attempt(Call call, String key, Predicate<JsonNode> complete) {
        Attempts attempts = new Attempts(call, key);
        Retry retry = Retry.of(
                "trigger.dev",
                RetryConfig.<JsonNode>custom()
                        .maxAttempts(settings.retries().attempts())
                        .intervalBiFunction((attempt, outcome) -> 0L)
                        .retryOnException(e -> e instanceof ApiProblem problem && attempts.again(problem))
                        .build());
        return retry.executeSupplier(() -> {
            JsonNode answer = attempts.once();
            if (!complete.test(answer)) {
                throw ApiProblem.noAnswer("incomplete answer", null);
            }
            return answer;
        });
    }
}
