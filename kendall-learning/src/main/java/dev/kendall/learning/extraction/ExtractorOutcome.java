package dev.kendall.learning.extraction;

import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one extractor did on one window. It holds nothing that was said.
 *
 * @param extractor its name
 * @param accepted how much of what it gave was taken
 * @param dropped how much was refused, by reason
 * @param tokens what it cost; by estimate, where it or the model that it asked took too long
 * @param took how long it was waited for
 * @param failure what was thrown, by its class alone, or null; a message may hold chat text
 * @param problems what went wrong, a sentence each, for a log; empty when nothing did. Of what was refused only the first is told
 */
public record ExtractorOutcome(
        String extractor,
        Status status,
        int accepted,
        Map<DropReason, Integer> dropped,
        ModelTokens tokens,
        Duration took,
        @Nullable String failure,
        List<String> problems) {
    /** How it ended. */
    public enum Status {
        /** It answered. */
        DONE,
        /** It threw. */
        FAILED,
        /** It took too long and was given up, or the model that it asked did. */
        TIMED_OUT,
        /** The model that it asked takes no more calls for now (429). */
        RATE_LIMITED,
        /** It was not asked: as many calls as are allowed still run after they were given up. */
        BUSY
    }

    private static final int MAX_DEPTH = 20;

    /** Checks the fields and copies the counts. */
    public ExtractorOutcome {
        Objects.requireNonNull(extractor, "extractor");
        Objects.requireNonNull(status, "status");
        dropped = DropReason.copyOf(dropped);
        Objects.requireNonNull(tokens, "tokens");
        Objects.requireNonNull(took, "took");
        problems = List.copyOf(problems);
    }

    /** One that threw this, or could not be asked because of it. */
    public static ExtractorOutcome failed(String extractor, Duration took, Throwable thrown) {
        boolean isPaid = thrown instanceof FailedAfterCalls;
        Throwable cause = isPaid ? Objects.requireNonNullElse(thrown.getCause(), thrown) : thrown;
        ModelTokens tokens = thrown instanceof FailedAfterCalls after ? after.tokens() : ModelTokens.NONE;
        String failure = cause.getClass().getName();
        return done(extractor, took)
                .with(tokens)
                .endedAs(status(cause), failure, "extractor " + extractor + " ended in " + failure);
    }

    /** What kept it from answering: hosts wrap what their models throw. */
    private static Status status(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            if (cause instanceof RateLimitException) {
                return Status.RATE_LIMITED;
            }
            if (cause instanceof TimeoutException) {
                return Status.TIMED_OUT;
            }
            cause = cause.getCause();
        }
        return Status.FAILED;
    }

    /** One that answered, and of whose answer nothing was looked at yet. */
    static ExtractorOutcome done(String extractor, Duration took) {
        return new ExtractorOutcome(extractor, Status.DONE, 0, Map.of(), ModelTokens.NONE, took, null, List.of());
    }

    /** One that gave no answer. */
    ExtractorOutcome endedAs(Status status, @Nullable String failure, String problem) {
        return new ExtractorOutcome(extractor, status, 0, Map.of(), tokens, took, failure, List.of(problem));
    }

    /** This outcome, with so much taken and refused. */
    public ExtractorOutcome with(int accepted, Map<DropReason, Integer> dropped) {
        return new ExtractorOutcome(extractor, status, accepted, dropped, tokens, took, failure, problems);
    }

    /** This outcome at this cost. */
    public ExtractorOutcome with(ModelTokens tokens) {
        return new ExtractorOutcome(extractor, status, accepted, dropped, tokens, took, failure, problems);
    }

    /** This outcome with these problems. */
    public ExtractorOutcome with(List<String> problems) {
        return new ExtractorOutcome(extractor, status, accepted, dropped, tokens, took, failure, problems);
    }

    /** Whether it answered, could be read and was not cut off, so that what it did not find is not there. */
    public boolean isExhaustive() {
        return status == Status.DONE
                && !dropped.containsKey(DropReason.TOO_MANY)
                && !dropped.containsKey(DropReason.UNREADABLE);
    }
}
