package dev.kendall.learning.memory;

import dev.kendall.learning.extraction.DropReason;
import dev.kendall.learning.extraction.ModelTokens;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What an extractor found.
 *
 * @param claims in the order of the messages
 * @param dropped how much the extractor itself refused, by reason
 * @param tokens what it cost
 */
public record Extraction(List<Claim> claims, Map<DropReason, Integer> dropped, ModelTokens tokens) {
    /** Copies the lists. */
    public Extraction {
        claims = List.copyOf(claims);
        dropped = DropReason.copyOf(dropped);
        Objects.requireNonNull(tokens, "tokens");
    }

    /** These claims, found without a model. */
    public static Extraction of(List<Claim> claims) {
        return new Extraction(claims, Map.of(), ModelTokens.NONE);
    }
}
