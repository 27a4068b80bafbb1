package dev.kendall.learning.pattern;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How one extractor did on one window.
 *
 * @param extractor its name
 * @param took how long it was waited for
 * @param returned how many findings it returned
 * @param accepted how many of them passed the checks
 * @param failures what went wrong, in order; empty when nothing did
 */
public record ExtractorRun(
        String extractor, Duration took, int returned, int accepted, List<ExtractionFailure> failures) {
    /** Checks the fields and copies the list. */
    public ExtractorRun {
        Objects.requireNonNull(extractor, "extractor");
        Objects.requireNonNull(took, "took");
        failures = List.copyOf(failures);
    }

    /** Whether it ran to its end, so that what it did not find is not there. */
    public boolean isComplete() {
        return failures.stream().noneMatch(failure -> switch (failure.kind()) {
            case THREW, TIMED_OUT, STILL_HANGING, FLOODED -> true;
            case INVALID -> false;
        });
    }
}
