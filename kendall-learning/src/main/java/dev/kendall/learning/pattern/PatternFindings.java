package dev.kendall.learning.pattern;

import dev.kendall.learning.extraction.DropReason;
import dev.kendall.learning.extraction.ModelTokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What an extractor found in a window.
 *
 * @param findings the most certain first, not checked yet; the first {@value #MAX_FINDINGS} of them
 * @param dropped how much the extractor itself refused, by reason
 * @param tokens what it cost
 */
public record PatternFindings(List<Finding> findings, Map<DropReason, Integer> dropped, ModelTokens tokens) {
    /** The most that are looked at: one more than can be allowed. */
    public static final int MAX_FINDINGS = 10_001;

    /** Copies the findings, which a foreign extractor may give without end and with nulls among them, and the counts. */
    public PatternFindings {
        findings = copyOf(findings);
        dropped = DropReason.copyOf(dropped);
        Objects.requireNonNull(tokens, "tokens");
    }

    private static List<Finding> copyOf(List<Finding> findings) {
        List<Finding> copy = new ArrayList<>();
        for (Finding finding : findings) {
            copy.add(finding);
            if (copy.size() == MAX_FINDINGS) {
                break;
            }
        }
        return Collections.unmodifiableList(copy);
    }

    /** These findings, found without a model. */
    public static PatternFindings of(List<Finding> findings) {
        return new PatternFindings(findings, Map.of(), ModelTokens.NONE);
    }
}
