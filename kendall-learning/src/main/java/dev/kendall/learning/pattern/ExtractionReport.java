package dev.kendall.learning.pattern;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run of the extractors over one window gave.
 *
 * @param found what passed the checks, in the order of the extractors
 * @param runs how each extractor did, in their order
 */
public record ExtractionReport(List<Found> found, List<ExtractorRun> runs) {
    /** Copies the lists. */
    public ExtractionReport {
        found = List.copyOf(found);
        runs = List.copyOf(runs);
    }

    /** The extractors that ran to their end: what they did not find is not there. */
    public Set<String> complete() {
        return runs.stream()
                .filter(ExtractorRun::isComplete)
                .map(ExtractorRun::extractor)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Everything that went wrong, in the order of the extractors. */
    public List<ExtractionFailure> failures() {
        return runs.stream().flatMap(run -> run.failures().stream()).toList();
    }
}
