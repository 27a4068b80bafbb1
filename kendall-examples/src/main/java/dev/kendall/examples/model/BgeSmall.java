package dev.kendall.examples.model;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.kendall.embedding.Embedder;
import dev.kendall.search.EmbeddingSpace;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * The model of {@link BgeSmallEnV15QuantizedEmbeddingModel}, in this process and without a network, made for many texts at a time.
 *
 * <p>That class lets every text use all processors, which then wait for each other. Here one text uses one processor, and as many
 * texts are embedded at a time as there are processors. The vectors are the same.
 */
public final class BgeSmall extends AbstractInProcessEmbeddingModel {
    /** The vectors' space. */
    public static final EmbeddingSpace SPACE = new EmbeddingSpace("bge-small-en-v1.5-q", 384);

    private static final String MODEL = "/bge-small-en-v1.5-q.onnx";
    private static final String TOKENIZER = "/bge-small-en-v1.5-q-tokenizer.json";

    private final OnnxBertBiEncoder encoder;

    private BgeSmall(OnnxBertBiEncoder encoder, Executor executor) {
        super(executor);
        this.encoder = encoder;
    }

    /**
     * Loads the model out of its jar.
     *
     * @throws IllegalStateException when this machine cannot run it
     */
    public static BgeSmall load() {
        try (InputStream model = resource(MODEL);
                InputStream tokenizer = resource(TOKENIZER);
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            OrtSession session = environment.createSession(model.readAllBytes(), options);
            return new BgeSmall(
                    new OnnxBertBiEncoder(environment, session, tokenizer, PoolingMode.CLS),
                    Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), BgeSmall::thread));
        } catch (IOException | OrtException | LinkageError e) {
            throw new IllegalStateException("the embedding model cannot run on this machine: " + e.getMessage(), e);
        }
    }

    /** An embedder with this model. */
    public Embedder embedder() {
        return Embedder.of(this, SPACE);
    }

    private static InputStream resource(String name) throws IOException {
        InputStream resource = BgeSmallEnV15QuantizedEmbeddingModel.class.getResourceAsStream(name);
        if (resource == null) {
            throw new IOException("its jar has no " + name);
        }
        return resource;
    }

    /** A thread that does not keep the process alive. */
    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "embedding");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    protected OnnxBertBiEncoder model() {
        return encoder;
    }

    @Override
    protected Integer knownDimension() {
        return SPACE.dimensions();
    }

    @Override
    public String modelName() {
        return SPACE.model();
    }
}
