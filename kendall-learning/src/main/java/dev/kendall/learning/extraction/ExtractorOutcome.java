package dev.kendall.learning.extraction;

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
 * @param tokens what it cost
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
        /** It took too long and was given up. */
        TIMED_OUT,
        /** It was not asked: as many calls as are allowed still run after they were given up. */
        BUSY
    }

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
        String failure = thrown.getClass().getName();
        return done(extractor, took).endedAs(Status.FAILED, failure, "extractor " + extractor + " ended in " + failure);
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

    /** Whether it answered and was not cut off, so that what it did not find is not there. */
    public boolean isExhaustive() {
        return status == Status.DONE && !dropped.containsKey(DropReason.TOO_MANY);
    }
}
