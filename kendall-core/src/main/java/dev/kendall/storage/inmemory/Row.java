package dev.kendall.storage.inmemory;

import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.Vector;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message or memory with what it is searched by.
 *
 * @param text its embedding text
 * @param terms the text's words
 * @param vectors the text's vectors by space
 */
record Row<T>(T item, String text, Terms terms, Map<EmbeddingSpace, Vector> vectors) {
    static <T> Row<T> of(T item, String text) {
        return new Row<>(item, text, Terms.of(text), Map.of());
    }

    /** This row with another item of the same text. */
    Row<T> withItem(T other) {
        return new Row<>(other, text, terms, vectors);
    }

    Row<T> withVector(EmbeddingSpace space, Vector vector) {
        Map<EmbeddingSpace, Vector> copy = new HashMap<>(vectors);
        copy.put(space, vector);
        return new Row<>(item, text, terms, Map.copyOf(copy));
    }

    @Nullable
    Vector vector(EmbeddingSpace space) {
        return vectors.get(space);
    }

    boolean isUnembedded(EmbeddingSpace space) {
        return !vectors.containsKey(space) && !text.isBlank();
    }
}
