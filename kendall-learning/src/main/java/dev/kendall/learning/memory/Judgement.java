package dev.kendall.learning.memory;

import dev.kendall.learning.extraction.DropReason;
import dev.kendall.learning.extraction.ModelTokens;
import java.util.Map;
import java.util.Objects;

/**
 * What a judge found.
 *
 * @param verdicts on doubts that it was asked about; others count for nothing
 * @param dropped how much of the answer was refused, by reason
 * @param tokens what it cost
 */
public record Judgement(Map<Doubt, Doubt.Verdict> verdicts, Map<DropReason, Integer> dropped, ModelTokens tokens) {
    /** Nothing was judged. */
    public static final Judgement NONE = new Judgement(Map.of(), Map.of(), ModelTokens.NONE);

    /** Copies the maps. */
    public Judgement {
        verdicts = Map.copyOf(verdicts);
        dropped = DropReason.copyOf(dropped);
        Objects.requireNonNull(tokens, "tokens");
    }
}
