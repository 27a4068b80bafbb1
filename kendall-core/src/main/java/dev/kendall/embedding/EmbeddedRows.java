package dev.kendall.embedding;

import dev.kendall.failure.Cancelled;
import dev.kendall.failure.ModelFailed;
import dev.kendall.search.NewVector;
import dev.kendall.search.SpaceVector;
import dev.kendall.search.Unembedded;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a model made of a batch of rows, for backends that embed in the background. It tells a text that the model refuses, which stops no
 * other, from a model that is down, of which no row is to blame.
 *
 * @param vectors those of the rows that were embedded, in the rows' order
 * @param refused the rows that were not embedded by a model that embedded a plain word right after, in the rows' order
 * @param down why the model embedded nothing any more, or null when it works; rows that are in neither list were then not tried, or
 *     failed together with the model
 */
public record EmbeddedRows(
        List<NewVector> vectors,
        List<Refused> refused,
        @Nullable ModelFailed down) {
    /**
     * A row that the model refuses.
     *
     * @param reason what the model did, without anything of the text
     */
    public record Refused(Unembedded row, String reason) {
        /** Checks the fields. */
        public Refused {
            Objects.requireNonNull(row, "row");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** Copies the lists. */
    public EmbeddedRows {
        vectors = List.copyOf(vectors);
        refused = List.copyOf(refused);
    }

    /**
     * Embeds the rows together; when that fails and the model is not down, one by one. What is embedded stays in the embedder's cache, so
     * that no row is sent twice. No rows ask the model nothing.
     *
     * @throws Cancelled when the thread is interrupted, which it stays
     */
    public static EmbeddedRows of(Embedder embedder, List<Unembedded> rows) {
        checkInterrupted(null);
        try {
            return new EmbeddedRows(vectorsOf(embedder, rows), List.of(), null);
        } catch (ModelFailed e) {
            checkInterrupted(e);
            return oneByOne(embedder, rows);
        }
    }

    private static EmbeddedRows oneByOne(Embedder embedder, List<Unembedded> rows) {
        List<NewVector> vectors = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        ModelFailed down = outageOf(embedder);
        for (int i = 0; i < rows.size() && down == null; i++) {
            checkInterrupted(null);
            try {
                vectors.addAll(vectorsOf(embedder, rows.subList(i, i + 1)));
            } catch (ModelFailed e) {
                checkInterrupted(e);
                down = outageOf(embedder);
                if (down == null) {
                    refused.add(new Refused(rows.get(i), String.valueOf(e.getMessage())));
                }
            }
        }
        return new EmbeddedRows(vectors, refused, down);
    }

    private static @Nullable ModelFailed outageOf(Embedder embedder) {
        try {
            embedder.checkModel();
            return null;
        } catch (ModelFailed e) {
            checkInterrupted(e);
            return e;
        }
    }

    private static void checkInterrupted(@Nullable ModelFailed failure) {
        if (Thread.currentThread().isInterrupted()) {
            throw new Cancelled("interrupted while embedding; what is not stored is embedded again", failure);
        }
    }

    static List<NewVector> vectorsOf(Embedder embedder, List<Unembedded> rows) {
        List<SpaceVector> embedded =
                embedder.embedAll(rows.stream().map(Unembedded::text).toList());
        List<NewVector> result = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            result.add(new NewVector(rows.get(i).source(), rows.get(i).text(), embedded.get(i)));
        }
        return result;
    }
}
