package dev.kendall.store.airtable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kendall.failure.KendallException;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Requests on one lane, repeated where that can help and cannot hurt.
 *
 * <p>After a 429 every lane of the process waits for the penalty, and then the request is sent again: it was not carried out. A server's error or
 * a broken connection is tried again only where doing it twice is doing it once. The monthly quota never is. All of it ends at the deadline.
 * Waiting is the limiter's: there is one place where time passes.
 */
final class Requests {
    private static final IntervalFunction BACKOFF =
            IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(500), 2, 0.5, Duration.ofSeconds(10));
    private static final int JITTER_MILLIS = 500;
    /** More than fit into any deadline: that decides. */
    private static final int ATTEMPTS = 10_000;

    private final AirtableOptions options;
    private final Transport transport;
    private final RequestLimiter limiter;
    private final Problems problems;
    private final Lane lane;

    Requests(AirtableOptions options, RequestLimiter limiter, Lane lane) {
        this.options = options;
        this.transport = new Transport(options);
        this.limiter = limiter;
        this.problems = new Problems(options);
        this.lane = lane;
    }

    Requests on(Lane other) {
        return new Requests(options, limiter, other);
    }

    /** What is left of one call's time, and when it may be sent next. */
    private final class Attempts {
        private final Call call;
        private final long deadline =
                limiter.pacer().nanos() + options.deadline().toNanos();
        private long notBefore = limiter.pacer().nanos();
        private int failures;

        Attempts(Call call) {
            this.call = call;
        }

        JsonNode once() {
            limiter.acquire(lane, notBefore, deadline);
            long left = Math.max(
                    deadline - limiter.pacer().nanos(), Duration.ofMillis(1).toNanos());
            try {
                return transport.send(
                        call,
                        Duration.ofNanos(Math.min(left, options.requestTimeout().toNanos())));
            } catch (ApiProblem problem) {
                if (problem.kind() == ApiProblem.Kind.RATE_LIMIT) {
                    limiter.pause(lane, penalty(problem));
                }
                throw problem;
            }
        }

        /** Whether to try again, and if so from when on. */
        boolean again(ApiProblem problem) {
            long now = limiter.pacer().nanos();
            switch (problem.kind()) {
                case RATE_LIMIT -> notBefore = now;
                case UNAVAILABLE -> {
                    if (call.repeat() == Repeat.UNSAFE) {
                        return false;
                    }
                    failures++;
                    Duration after = problem.retryAfter();
                    notBefore = now
                            + Math.max(
                                    Duration.ofMillis(BACKOFF.apply(failures)).toNanos(),
                                    after == null ? 0 : after.toNanos());
                }
                default -> {
                    return false;
                }
            }
            return notBefore - deadline < 0;
        }
    }

    private Duration penalty(ApiProblem problem) {
        Duration told = problem.retryAfter();
        // Other processes wait for the same moment: not all at once, then.
        return (told == null ? options.penalty() : told)
                .plusMillis(
                        options.penalty().isZero()
                                ? 0
                                : ThreadLocalRandom.current().nextInt(JITTER_MILLIS));
    }

    /**
     * The answer.
     *
     * @throws ApiProblem when there is something for the caller to do about it: start a listing again, send less at once, do without a record
     * @throws KendallException in all other cases
     */
    JsonNode send(Call call) {
        Attempts attempts = new Attempts(call);
        Retry retry = Retry.of(
                "airtable",
                RetryConfig.<JsonNode>custom()
                        .maxAttempts(ATTEMPTS)
                        .intervalBiFunction((attempt, outcome) -> 0L)
                        .retryOnException(e -> e instanceof ApiProblem problem && attempts.again(problem))
                        .build());
        try {
            return retry.executeSupplier(attempts::once);
        } catch (ApiProblem problem) {
            switch (problem.kind()) {
                case ITERATOR_GONE, NO_RECORD, TOO_LARGE -> throw problem;
                default -> throw failure(call, problem);
            }
        }
    }

    KendallException failure(Call call, ApiProblem problem) {
        return problems.failure(call, problem);
    }
}
