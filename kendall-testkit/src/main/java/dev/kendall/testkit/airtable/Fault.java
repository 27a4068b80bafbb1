package dev.kendall.testkit.airtable;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something that goes wrong with one request. Immutable. */
public final class Fault {
    private static final Answer UNAVAILABLE = retriable(503);
    private static final Answer BAD_GATEWAY = retriable(502);

    /** What the client gets. */
    enum Reply {
        /** The true answer. */
        TRUE,
        /** Another answer. */
        OTHER,
        /** Nothing: the connection ends. */
        NOTHING
    }

    private final boolean isDone;
    private final Reply reply;
    private final @Nullable Answer answer;
    private final Duration delay;
    private final boolean isStale;
    private final boolean isRestart;

    private Fault(boolean isDone, Reply reply, @Nullable Answer answer) {
        this(isDone, reply, answer, Duration.ZERO, false, false);
    }

    private Fault(
            boolean isDone, Reply reply, @Nullable Answer answer, Duration delay, boolean isStale, boolean isRestart) {
        this.isDone = isDone;
        this.reply = reply;
        this.answer = answer;
        this.delay = delay;
        this.isStale = isStale;
        this.isRestart = isRestart;
    }

    private static Answer retriable(int status) {
        return Answer.error(
                status, "RETRIABLE_ERROR", "The server is temporarily unable to process your request. Please retry.");
    }

    private static Fault instead(Answer answer) {
        return new Fault(false, Reply.OTHER, answer);
    }

    private static Fault with(boolean isStale, boolean isRestart) {
        return new Fault(true, Reply.TRUE, null, Duration.ZERO, isStale, isRestart);
    }

    /**
     * The request is done, and the connection ends without an answer: the client cannot know. Some HTTP clients, the JDK's among them, then
     * repeat a {@code GET} by themselves.
     */
    public static Fault dropAfterCommit() {
        return new Fault(true, Reply.NOTHING, null);
    }

    /** The connection ends without an answer, and the request is not done: the client cannot know that either. */
    public static Fault dropBefore() {
        return new Fault(false, Reply.NOTHING, null);
    }

    /** The request is done at once, and the answer comes so much later. */
    public static Fault delay(Duration delay) {
        return with(false, false).after(delay);
    }

    /** 502 {@code RETRIABLE_ERROR}, and nothing is done. */
    public static Fault badGateway() {
        return instead(BAD_GATEWAY);
    }

    /** 502 {@code RETRIABLE_ERROR}, although the request is done. */
    public static Fault badGatewayAfterCommit() {
        return new Fault(true, Reply.OTHER, BAD_GATEWAY);
    }

    /** 503 {@code RETRIABLE_ERROR} without {@code Retry-After}, and nothing is done. */
    public static Fault unavailable() {
        return instead(UNAVAILABLE);
    }

    /** 503 {@code RETRIABLE_ERROR} with {@code Retry-After} in whole seconds, and nothing is done. */
    public static Fault unavailable(Duration retryAfter) {
        return instead(UNAVAILABLE.with("Retry-After", String.valueOf(retryAfter.toSeconds())));
    }

    /** 503 {@code RETRIABLE_ERROR}, although the request is done. */
    public static Fault unavailableAfterCommit() {
        return new Fault(true, Reply.OTHER, UNAVAILABLE);
    }

    /** 429 {@code RATE_LIMIT_REACHED}, once: no penalty follows. */
    public static Fault rateLimited(ErrorShape shape) {
        return instead(Answer.rateLimited(shape));
    }

    /** 429 {@code RATE_LIMIT_REACHED} with {@code Retry-After}, which Airtable does not promise. */
    public static Fault rateLimited(Duration retryAfter) {
        return instead(Answer.rateLimited(ErrorShape.LIST).with("Retry-After", String.valueOf(retryAfter.toSeconds())));
    }

    /** 429 {@code PUBLIC_API_BILLING_LIMIT_EXCEEDED}: the month's quota is used up, and to retry is useless. */
    public static Fault quotaExceeded() {
        return instead(Answer.error(
                429,
                ErrorShape.LIST,
                "PUBLIC_API_BILLING_LIMIT_EXCEEDED",
                "The API limit of the billing plan is exceeded for this month."));
    }

    /** 413, and nothing is done. */
    public static Fault tooLarge() {
        return instead(
                Answer.error(413, "REQUEST_TOO_LARGE", "The request exceeded the maximum allowed payload size."));
    }

    /** Any other refusal with the common body, and nothing is done. */
    public static Fault error(int status, String type, String message) {
        return instead(Answer.error(status, type, message));
    }

    /** A read that does not see the write before it. On a write it does nothing. */
    public static Fault staleRead() {
        return with(true, false);
    }

    /** The server forgets all iterators, and then does the request: the next page of a list is refused with 422. */
    public static Fault restart() {
        return with(false, true);
    }

    /** The same, and the client waits so long for its end. */
    public Fault after(Duration delay) {
        Objects.requireNonNull(delay, "delay");
        return new Fault(isDone, reply, answer, delay, isStale, isRestart);
    }

    boolean isDone() {
        return isDone;
    }

    boolean isStale() {
        return isStale;
    }

    boolean isRestart() {
        return isRestart;
    }

    Duration delay() {
        return delay;
    }

    /** What the client gets; nothing when the connection ends. */
    @Nullable
    Answer answer(@Nullable Answer truth) {
        return switch (reply) {
            case TRUE -> truth;
            case OTHER -> answer;
            case NOTHING -> null;
        };
    }
}
