package dev.kendall.learning.memory;

import java.util.Collections;
import java.util.EnumMap;
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
        dropped = copy(dropped);
        Objects.requireNonNull(tokens, "tokens");
    }

    static Map<DropReason, Integer> copy(Map<DropReason, Integer> counts) {
        EnumMap<DropReason, Integer> copy = new EnumMap<>(DropReason.class);
        copy.putAll(counts);
        return Collections.unmodifiableMap(copy);
    }

    /** These claims, found without a model. */
    public static Extraction of(List<Claim> claims) {
        return new Extraction(claims, Map.of(), ModelTokens.NONE);
    }
}
