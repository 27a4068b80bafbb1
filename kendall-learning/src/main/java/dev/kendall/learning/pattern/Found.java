package dev.kendall.learning.pattern;

import java.util.Objects;

/**
 * A finding that passed the checks, with who found it.
 *
 * @param extractor the extractor's name
 */
public record Found(String extractor, Finding finding) {
    /** Checks the fields. */
    public Found {
        Objects.requireNonNull(extractor, "extractor");
        Objects.requireNonNull(finding, "finding");
    }
}
