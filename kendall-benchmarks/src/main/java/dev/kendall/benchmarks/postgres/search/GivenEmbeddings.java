package dev.kendall.benchmarks.postgres.search;

import dev.kendall.benchmarks.synthetic.SyntheticEmbeddings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.BatchingStrategy;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;

/** A model for Spring AI that knows the vectors it is asked for and costs nothing. Not thread-safe. */
final class GivenEmbeddings implements EmbeddingModel {
    private final Map<String, float[]> vectors = new HashMap<>();

    /** The vector of a document's id, or of a question's text. */
    void give(String key, float[] vector) {
        vectors.put(key, vector);
    }

    void forget() {
        vectors.clear();
    }

    @Override
    public float[] embed(String text) {
        return Objects.requireNonNull(vectors.get(text), text);
    }

    @Override
    public float[] embed(Document document) {
        return embed(document.getId());
    }

    @Override
    public List<float[]> embed(List<Document> documents, EmbeddingOptions options, BatchingStrategy batching) {
        return documents.stream().map(this::embed).toList();
    }

    @Override
    public EmbeddingResponse call(EmbeddingRequest request) {
        return new EmbeddingResponse(request.getInstructions().stream()
                .map(text -> new Embedding(embed(text), 0))
                .toList());
    }

    @Override
    public int dimensions() {
        return SyntheticEmbeddings.SPACE.dimensions();
    }
}
