package dev.kendall.learning.extraction;

import dev.kendall.learning.extraction.ExtractorOutcome.Status;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the extractors found in a window, and how each of them did.
 *
 * @param found what passed the checks, in the order of the extractors
 * @param outcomes one for each extractor, in their order
 * @param <T> what is looked for
 */
public record ExtractionReport<T>(List<T> found, List<ExtractorOutcome> outcomes) {
    /** Copies the lists. */
    public ExtractionReport {
        found = List.copyOf(found);
        outcomes = List.copyOf(outcomes);
    }

    /** Whether every extractor answered; else the window can be extracted again, as what was learned is not learned twice. */
    public boolean isComplete() {
        return outcomes.stream().allMatch(outcome -> outcome.status() == Status.DONE);
    }

    /** The extractors that answered, could be read and were not cut off: what they did not find is not there. */
    public Set<String> exhaustive() {
        return outcomes.stream()
                .filter(ExtractorOutcome::isExhaustive)
                .map(ExtractorOutcome::extractor)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What all of them cost. */
    public ModelTokens tokens() {
        return outcomes.stream().map(ExtractorOutcome::tokens).reduce(ModelTokens.NONE, ModelTokens::plus);
    }

    /** Everything that went wrong, in the order of the extractors. */
    public List<String> problems() {
        return outcomes.stream().flatMap(outcome -> outcome.problems().stream()).toList();
    }
}
