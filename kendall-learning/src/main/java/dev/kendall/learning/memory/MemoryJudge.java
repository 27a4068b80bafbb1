package dev.kendall.learning.memory;

import dev.kendall.learning.extraction.ModelTokens;
import java.util.List;

/**
 * Settles doubts of the rules. It is asked last, once for all doubts of a window, and can do no harm: what it finds to be replaced stays readable,
 * what it finds to be repeated keeps the memory, and a verdict that the rules do not allow for is passed over. So it deletes nothing. Thread-safe.
 */
public interface MemoryJudge {
    /** What it is called in reports: 1 to 64 of {@code a-z 0-9 _}, beginning with a letter. */
    String name();

    /** What becomes of these doubts, one or more. Of those that the judgement leaves out, the rules decide. */
    Judgement judge(List<Doubt> doubts);

    /** About what {@link #judge} costs, which is charged when it takes too long; see {@link MemoryExtractor#estimate}. Nothing by default. */
    default ModelTokens estimate(List<Doubt> doubts) {
        return ModelTokens.NONE;
    }
}
