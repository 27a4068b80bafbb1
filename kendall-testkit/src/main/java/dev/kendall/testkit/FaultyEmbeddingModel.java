package dev.kendall.testkit;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * An embedding model that fails when told to, and counts what it is asked. Until then it answers as the model it wraps.
 * Thread-safe.
 */
public final class FaultyEmbeddingModel implements EmbeddingModel {
    private static final int FOR_EVER = Integer.MAX_VALUE;

    private final EmbeddingModel model;
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger texts = new AtomicInteger();
    private volatile UnaryOperator<List<Embedding>> distortion = UnaryOperator.identity();
    private volatile Predicate<String> refused = text -> false;
    private volatile Consumer<List<String>> meanwhile = texts -> {};

    private FaultyEmbeddingModel(EmbeddingModel model) {
        this.model = Objects.requireNonNull(model, "model");
    }

    /** A wrapper around {@code model} that works until told otherwise. */
    public static FaultyEmbeddingModel over(EmbeddingModel model) {
        return new FaultyEmbeddingModel(model);
    }

    /** From now on every call throws an exception, as when the model cannot be reached. */
    public void breakDown() {
        failNext(FOR_EVER);
    }

    /** The next {@code times} calls throw, and those after them work again. */
    public void failNext(int times) {
        failures.set(times);
    }

    /** From now on every answer is changed: one embedding too few, another dimension, a number that is none. */
    public void distort(UnaryOperator<List<Embedding>> change) {
        distortion = Objects.requireNonNull(change, "change");
    }

    /** From now on every call with such a text among others throws, as when one text is too long or not allowed. */
    public void refuse(Predicate<String> texts) {
        refused = Objects.requireNonNull(texts, "texts");
    }

    /**
     * From now on this happens during each call, before it answers or fails: a change of the stored rows, a wait, an exception of its
     * own.
     */
    public void meanwhile(Consumer<List<String>> event) {
        meanwhile = Objects.requireNonNull(event, "event");
    }

    /** Works again, with answers as they should be. */
    public void repair() {
        failures.set(0);
        distortion = UnaryOperator.identity();
        refused = text -> false;
        meanwhile = texts -> {};
    }

    /** How many calls there were, with those that failed. */
    public int calls() {
        return calls.get();
    }

    /** How many texts were handed over in all calls: fewer than asked for where a cache stands before this model. */
    public int texts() {
        return texts.get();
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        calls.incrementAndGet();
        texts.addAndGet(segments.size());
        List<String> given = segments.stream().map(TextSegment::text).toList();
        meanwhile.accept(given);
        int left = failures.getAndUpdate(n -> n == 0 || n == FOR_EVER ? n : n - 1);
        if (left > 0 || given.stream().anyMatch(refused)) {
            throw new IllegalStateException(
                    "the embedding model " + model.modelName() + " fails because the test wants it to");
        }
        return Response.from(distortion.apply(model.embedAll(segments).content()));
    }

    @Override
    public int dimension() {
        return model.dimension();
    }

    @Override
    public String modelName() {
        return model.modelName();
    }
}
