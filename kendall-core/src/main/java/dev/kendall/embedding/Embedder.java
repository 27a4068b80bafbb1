package dev.kendall.embedding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kendall.failure.ModelFailed;
import dev.kendall.internal.Interrupts;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.SpaceVector;
import dev.kendall.search.Vector;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns texts into vectors through a langchain4j model, and keeps the latest in a cache of up to {@value #CACHE_BYTES} bytes, so
 * that the same text is not embedded twice. Thread-safe when the model is.
 *
 * <p>It waits as long as the model does and tries as often: set the timeout and the number of tries on the model. What a model does
 * with a text longer than its window is the model's: most cut it.
 */
public final class Embedder {
    /** How much the cache holds at most. */
    public static final long CACHE_BYTES = 64L << 20;

    private static final int BATCH = 64;

    private final EmbeddingModel model;
    private final EmbeddingSpace space;
    private final Cache<String, Vector> cache = Caffeine.newBuilder()
            .maximumWeight(CACHE_BYTES)
            .weigher((String text, Vector vector) -> 2 * text.length() + 4 * vector.dimensions())
            .build();

    private Embedder(EmbeddingModel model, EmbeddingSpace space) {
        this.model = model;
        this.space = space;
    }

    /**
     * An embedder into the space of the model's own name and dimension.
     *
     * <p>Where the model does not tell its name, its class gives it. Asking for the dimension may call the model once.
     *
     * @throws ModelFailed when the model does not tell its dimension
     */
    public static Embedder of(EmbeddingModel model) {
        try {
            return of(model, new EmbeddingSpace(nameOf(model), model.dimension()));
        } catch (RuntimeException e) {
            throw new ModelFailed(
                    "the embedding model " + nameOf(model) + " did not tell its dimension ("
                            + e.getClass().getSimpleName()
                            + "); check that it can be reached, or name its space with Embedder.of(model, space)",
                    e);
        }
    }

    /** An embedder into {@code space}, which says how many dimensions the model gives and under what name they are kept. */
    public static Embedder of(EmbeddingModel model, EmbeddingSpace space) {
        return new Embedder(Objects.requireNonNull(model, "model"), Objects.requireNonNull(space, "space"));
    }

    private static String nameOf(EmbeddingModel model) {
        String name = model.modelName();
        return name == null || name.isBlank() || name.equals("unknown")
                ? model.getClass().getSimpleName()
                : name;
    }

    /** The space of the vectors. */
    public EmbeddingSpace space() {
        return space;
    }

    /**
     * The embedding of a text, which is not blank.
     *
     * @throws ModelFailed when the model gives none
     */
    public SpaceVector embed(String text) {
        return embedAll(List.of(text)).get(0);
    }

    /**
     * The embeddings of texts, none of them blank, in their order; what is not in the cache goes to the model in batches of
     * {@value #BATCH}.
     *
     * @throws ModelFailed when the model gives not all of them
     */
    public List<SpaceVector> embedAll(List<String> texts) {
        Map<String, Vector> vectors = new ConcurrentHashMap<>(cache.getAllPresent(texts));
        List<String> missing = new ArrayList<>(new LinkedHashSet<>(texts));
        missing.removeAll(vectors.keySet());
        for (int from = 0; from < missing.size(); from += BATCH) {
            List<String> batch = missing.subList(from, Math.min(from + BATCH, missing.size()));
            List<Vector> embedded = callModel(batch);
            for (int i = 0; i < batch.size(); i++) {
                vectors.put(batch.get(i), embedded.get(i));
                cache.put(batch.get(i), embedded.get(i));
            }
        }
        return texts.stream()
                .map(text -> new SpaceVector(space, Objects.requireNonNull(vectors.get(text))))
                .toList();
    }

    /**
     * Asks the model itself for the embedding of a plain word, to tell a model that is down from one that refuses a text. It passes the
     * cache by.
     *
     * @throws ModelFailed when it gives none
     */
    public void checkModel() {
        callModel(List.of("hello"));
    }

    /** Empties the cache. */
    public void clearCache() {
        cache.invalidateAll();
    }

    private List<Vector> callModel(List<String> texts) {
        texts.forEach(text -> {
            if (text.isBlank()) {
                throw new IllegalArgumentException("a blank text has no embedding");
            }
        });
        try {
            List<Embedding> embeddings = model.embedAll(
                            texts.stream().map(TextSegment::from).toList())
                    .content();
            if (embeddings == null || embeddings.size() != texts.size()) {
                throw new UnusableAnswer("it answered " + texts.size() + " texts with "
                        + (embeddings == null ? "nothing" : embeddings.size() + " embeddings"));
            }
            return embeddings.stream().map(this::checked).toList();
        } catch (RuntimeException e) {
            Interrupts.keep(e);
            throw new ModelFailed("the embedding model of " + space + " failed: " + reason(e), e);
        }
    }

    private Vector checked(Embedding embedding) {
        float[] values = embedding.vector();
        if (values.length != space.dimensions()) {
            throw new UnusableAnswer("it gave a vector of " + values.length + " dimensions");
        }
        try {
            return Vector.of(values);
        } catch (IllegalArgumentException e) {
            throw new UnusableAnswer(e.getMessage());
        }
    }

    /** Our own checks are told in words; of a foreign exception only the type, as its message may quote the text. */
    private static String reason(RuntimeException e) {
        return e instanceof UnusableAnswer
                ? String.valueOf(e.getMessage())
                : e.getClass().getSimpleName();
    }

    /** The model answered, and not with what was asked. */
    private static final class UnusableAnswer extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnusableAnswer(@Nullable String message) {
            super(message);
        }
    }
}
