package dev.kendall.benchmarks.synthetic;

import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.SpaceVector;
import dev.kendall.search.Vector;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Vectors of a mixture of Gaussians, as topics are: unit vectors in random directions, and around each of them vectors at a cosine of
 * about 0.8. As a model it picks one of a few by the text's hash, so that the store is measured and not a model.
 */
public final class SyntheticEmbeddings implements EmbeddingModel {
    /** The space of these vectors. */
    public static final EmbeddingSpace SPACE = new EmbeddingSpace("synthetic", 384);

    private static final int TOPICS = 100;
    private static final int ANSWERS = 256;
    /** The noise is then 0.75 long, whatever the dimension. */
    private static final double DEVIATION = 0.75 / Math.sqrt(384);

    private final Random random;
    private final float[][] topics = new float[TOPICS][];
    private final List<Embedding> answers;

    /** The next vectors of this source of randomness, which also decides the topics. */
    public SyntheticEmbeddings(Random random) {
        this.random = random;
        for (int i = 0; i < TOPICS; i++) {
            topics[i] = gaussians(new float[SPACE.dimensions()], 1 / Math.sqrt(SPACE.dimensions()));
        }
        this.answers = Stream.generate(() -> Embedding.from(nextValues()))
                .limit(ANSWERS)
                .toList();
    }

    /** The next vector. Not thread-safe. */
    public SpaceVector next() {
        return new SpaceVector(SPACE, Vector.of(nextValues()));
    }

    private float[] nextValues() {
        return gaussians(topics[random.nextInt(TOPICS)], DEVIATION);
    }

    private float[] gaussians(float[] means, double deviation) {
        float[] values = new float[means.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (means[i] + deviation * random.nextGaussian());
        }
        return values;
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        return Response.from(segments.stream()
                .map(segment -> answers.get(Math.floorMod(segment.text().hashCode(), ANSWERS)))
                .toList());
    }

    @Override
    public int dimension() {
        return SPACE.dimensions();
    }
}
