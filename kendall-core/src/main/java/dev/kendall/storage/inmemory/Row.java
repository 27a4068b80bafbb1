package dev.kendall.storage.inmemory;

import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.Vector;
import dev.kendall.search.Words;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message or memory with what it is searched by. Immutable; its fields are read directly, as a search reads every row. */
final class Row<T> {
    final T item;
    /** Its embedding text. */
    final String text;
    /** The text's {@link Words}. */
    final long[] words;
    /** The text's vectors. */
    final Map<EmbeddingSpace, Vector> vectors;

    private Row(T item, String text, long[] words, Map<EmbeddingSpace, Vector> vectors) {
        this.item = item;
        this.text = text;
        this.words = words;
        this.vectors = vectors;
    }

    static <T> Row<T> of(T item, String text) {
        return new Row<>(item, text, Words.of(text), Map.of());
    }

    T item() {
        return item;
    }

    /** This row with another item of the same text. */
    Row<T> withItem(T other) {
        return new Row<>(other, text, words, vectors);
    }

    Row<T> withVector(EmbeddingSpace space, Vector vector) {
        Map<EmbeddingSpace, Vector> copy = new HashMap<>(vectors);
        copy.put(space, vector);
        return new Row<>(item, text, words, Map.copyOf(copy));
    }

    @Nullable
    Vector vector(EmbeddingSpace space) {
        return vectors.get(space);
    }

    boolean isUnembedded(EmbeddingSpace space) {
        return !vectors.containsKey(space) && !text.isBlank();
    }
}
