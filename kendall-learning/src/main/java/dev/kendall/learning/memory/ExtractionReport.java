package dev.kendall.learning.memory;

import dev.kendall.learning.memory.ExtractorOutcome.Status;
import java.util.List;

/**
 * What the extractors found in a window, and how each of them did.
 *
 * @param claims checked: each cites a message of the window's evidence and quotes it
 * @param outcomes one for each extractor, in their order
 */
public record ExtractionReport(List<Claim> claims, List<ExtractorOutcome> outcomes) {
    /** Copies the lists. */
    public ExtractionReport {
        claims = List.copyOf(claims);
        outcomes = List.copyOf(outcomes);
    }

    /** Whether every extractor answered; else the window can be extracted again, as what was learned is not learned twice. */
    public boolean isComplete() {
        return outcomes.stream().allMatch(outcome -> outcome.status() == Status.DONE);
    }
}
