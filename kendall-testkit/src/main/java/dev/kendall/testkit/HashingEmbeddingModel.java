package dev.kendall.testkit;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Embeds without a model: each word of a text is hashed to one dimension, and the counts are normalised (the "hashing trick",
 * Weinberger et al., ICML 2009, without signs, so that words never cancel out). The same text always has the same vector, texts
 * that share words are near, and texts that share none are orthogonal unless words collide. A text without a letter or digit is
 * one word. Immutable and thread-safe.
 */
public final class HashingEmbeddingModel implements EmbeddingModel {
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final String name;
    private final int dimension;

    private HashingEmbeddingModel(String name, int dimension) {
        if (dimension < 1) {
            throw new IllegalArgumentException("dimension is " + dimension + "; it must be 1 or more");
        }
        this.name = name;
        this.dimension = dimension;
    }

    /** A model named "hashing" of 256 dimensions. */
    public static HashingEmbeddingModel create() {
        return new HashingEmbeddingModel("hashing", 256);
    }

    /** This model under another name. Its vectors stay the same. */
    public HashingEmbeddingModel named(String name) {
        return new HashingEmbeddingModel(name, dimension);
    }

    /** This model with another number of dimensions, 1 or more; fewer mean more collisions. */
    public HashingEmbeddingModel withDimension(int dimension) {
        return new HashingEmbeddingModel(name, dimension);
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        return Response.from(segments.stream()
                .map(segment -> Embedding.from(vector(segment.text())))
                .toList());
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public String modelName() {
        return name;
    }

    private float[] vector(String text) {
        float[] counts = new float[dimension];
        List<String> words = NO_WORD.splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
        for (String word : words.isEmpty() ? List.of(text.strip()) : words) {
            counts[bucket(word)]++;
        }
        return normalised(counts);
    }

    private int bucket(String word) {
        // String.hashCode is specified, so it is the same on every Java; its low bits alone are poor, hence the mixing.
        int hash = word.hashCode() * 0x9E3779B9;
        return Math.floorMod(hash ^ hash >>> 15, dimension);
    }

    private static float[] normalised(float[] counts) {
        double squares = 0;
        for (float count : counts) {
            squares += count * count;
        }
        float length = (float) Math.sqrt(squares);
        for (int i = 0; i < counts.length; i++) {
            counts[i] /= length;
        }
        return counts;
    }
}
