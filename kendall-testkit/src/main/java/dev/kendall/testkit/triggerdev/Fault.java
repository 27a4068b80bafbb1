package dev.kendall.testkit.triggerdev;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something that goes wrong with one request. Immutable. */
public final class Fault {
    /** What the client gets. */
    private enum Reply {
        TRUE,
        OTHER,
        RATE_LIMIT,
        NOTHING
    }

    private final boolean isDone;
    private final Reply reply;
    private final @Nullable Answer answer;
    private final Duration reset;
    private final Duration delay;

    private Fault(boolean isDone, Reply reply, @Nullable Answer answer, Duration reset, Duration delay) {
        this.isDone = isDone;
        this.reply = reply;
        this.answer = answer;
        this.reset = reset;
        this.delay = delay;
    }

    private static Fault instead(boolean isDone, Answer answer) {
        return new Fault(isDone, Reply.OTHER, answer, Duration.ZERO, Duration.ZERO);
    }

    /** 429 as {@code application/problem+json}, with {@code x-ratelimit-reset} in milliseconds since 1970; nothing is done. */
    public static Fault rateLimited(Duration reset) {
        return new Fault(false, Reply.RATE_LIMIT, null, reset, Duration.ZERO);
    }

    /** 503, and nothing is done. */
    public static Fault unavailable() {
        return instead(false, Answer.error(503, "Service unavailable"));
    }

    /** 500, although the request is done. */
    public static Fault errorAfterAccepting() {
        return instead(true, Answer.error(500, "Something went wrong"));
    }

    /** 500 with {@code x-should-retry: false}, and nothing is done. */
    public static Fault finalError() {
        return instead(false, Answer.error(500, "Something went wrong").with("x-should-retry", "false"));
    }

    /** Any other refusal, and nothing is done. */
    public static Fault error(int status, String message) {
        return instead(false, Answer.error(status, message));
    }

    /** The connection ends without an answer, and nothing is done. */
    public static Fault dropBefore() {
        return new Fault(false, Reply.NOTHING, null, Duration.ZERO, Duration.ZERO);
    }

    /** The request is done, and the connection ends without an answer. */
    public static Fault dropAfterAccepting() {
        return new Fault(true, Reply.NOTHING, null, Duration.ZERO, Duration.ZERO);
    }

    /** The request is done at once, and the answer comes so much later. */
    public static Fault delay(Duration delay) {
        return new Fault(true, Reply.TRUE, null, Duration.ZERO, Objects.requireNonNull(delay, "delay"));
    }

    /** The same with another header in the answer, which must be one that stands in for the true one. */
    public Fault withHeader(String name, String value) {
        if (answer == null) {
            throw new IllegalStateException("Only an answer that stands in for the true one can have another header.");
        }
        return new Fault(isDone, reply, answer.with(name, value), reset, delay);
    }

    boolean isDone() {
        return isDone;
    }

    Duration delay() {
        return delay;
    }

    /** What the client gets; null when the connection ends. */
    @Nullable
    Answer answer(@Nullable Answer truth, Instant now) {
        return switch (reply) {
            case TRUE -> truth;
            case OTHER -> answer;
            case RATE_LIMIT -> rateLimit(now);
            case NOTHING -> null;
        };
    }

    private Answer rateLimit(Instant now) {
        JsonNode problem = Json.object()
                .put("title", "Rate Limit Exceeded")
                .put("status", 429)
                .put("type", "https://developer.mozilla.org/en-US/docs/Web/HTTP/Status/429")
                .put("detail", "Rate limit exceeded")
                .put("error", "Rate limit exceeded")
                .put("secondsUntilReset", reset.toSeconds());
        return new Answer(429, problem, Map.of("Content-Type", "application/problem+json"))
                .with("x-ratelimit-limit", "1500")
                .with("x-ratelimit-remaining", "0")
                .with("x-ratelimit-reset", Long.toString(now.plus(reset).toEpochMilli()));
    }
}
