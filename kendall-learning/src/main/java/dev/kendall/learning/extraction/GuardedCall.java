package dev.kendall.learning.extraction;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one call of an extractor ended.
 *
 * @param answer what it returned, still to be checked; null exactly when it gave no answer
 * @param outcome in which nothing is accepted yet
 */
public record GuardedCall<R>(@Nullable R answer, ExtractorOutcome outcome) {
    /** Checks the fields. */
    public GuardedCall {
        Objects.requireNonNull(outcome, "outcome");
        if ((answer == null) == (outcome.status() == ExtractorOutcome.Status.DONE)) {
            throw new IllegalArgumentException("a call has an answer exactly when it is done");
        }
    }
}
