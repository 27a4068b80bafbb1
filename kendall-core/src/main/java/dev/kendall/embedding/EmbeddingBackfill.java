package dev.kendall.embedding;

import dev.kendall.failure.Cancelled;
import dev.kendall.failure.ModelFailed;
import dev.kendall.page.Cursor;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.search.NewVector;
import dev.kendall.search.Unembedded;
import dev.kendall.search.VectorStore;
import dev.kendall.user.UserId;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Embeds the rows that have no vector in the embedder's space yet: those written while the model was down, those written without
 * it, and all of them when the space is new. It can be stopped and begun again at any time; what is stored stays stored.
 *
 * <p>To change the model without downtime: {@link #run} a backfill with the new model's embedder, which adds its space, while the old space is
 * still searched; then {@link VectorStore#activate} the new one and open Kendall anew with the new model.
 */
public final class EmbeddingBackfill {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddingBackfill.class);
    private static final int BATCH = 64;

    private final VectorStore vectors;
    private final Embedder embedder;
    private final Retry retry;

    /**
     * What a run did.
     *
     * @param embedded how many rows got their vector
     * @param refused how many rows the model did not embed though it embedded others; they are still without a vector
     */
    public record Report(long embedded, long refused) {}

    /** A backfill into the embedder's space, which is added when it is not there yet. A failed batch is tried three times, within two seconds. */
    public EmbeddingBackfill(VectorStore vectors, Embedder embedder) {
        this(
                vectors,
                embedder,
                Retry.of(
                        "embedding",
                        RetryConfig.custom()
                                .maxAttempts(3)
                                .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(200, 4.0))
                                .retryExceptions(ModelFailed.class)
                                .build()));
    }

    /** A backfill that repeats failed batches as {@code retry} says. */
    public EmbeddingBackfill(VectorStore vectors, Embedder embedder, Retry retry) {
        this.vectors = vectors;
        this.embedder = embedder;
        this.retry = retry;
        vectors.addSpace(embedder.space());
    }

    /** As {@link #run(LongConsumer)}, telling nobody. */
    public Report run() {
        return run(embedded -> {});
    }

    /**
     * Goes once over the rows without a vector, in batches of {@value #BATCH}. When the model fails on a batch, its rows are tried one by one, so
     * that a text it refuses stops no other.
     *
     * @param progress told after each batch how many rows were embedded so far
     * @throws ModelFailed when the model embeds no row of a batch, and not even a plain word: it is down, and the run can be begun again
     *     later
     * @throws Cancelled when the thread is interrupted, which it stays
     */
    public Report run(LongConsumer progress) {
        long embedded = 0;
        long refused = 0;
        PageRequest request = PageRequest.first(BATCH);
        while (true) {
            Page<Unembedded> rows = vectors.listUnembedded(embedder.space(), request);
            if (!rows.items().isEmpty()) {
                checkInterrupted(embedded);
                List<NewVector> batch = embed(rows.items(), embedded);
                refused += rows.items().size() - batch.size();
                embedded += store(batch);
                progress.accept(embedded);
            }
            Cursor next = rows.next();
            if (next == null) {
                return new Report(embedded, refused);
            }
            request = request.after(next);
        }
    }

    private static void checkInterrupted(long embedded) {
        if (Thread.currentThread().isInterrupted()) {
            throw new Cancelled(
                    "the backfill was interrupted after " + embedded + " rows; run it again to go on", null);
        }
    }

    private List<NewVector> embed(List<Unembedded> rows, long embedded) {
        try {
            return retry.executeSupplier(() -> EmbeddedRows.vectorsOf(embedder, rows));
        } catch (ModelFailed batchFailed) {
            List<NewVector> result = new ArrayList<>();
            for (Unembedded row : rows) {
                checkInterrupted(embedded);
                try {
                    result.addAll(EmbeddedRows.vectorsOf(embedder, List.of(row)));
                } catch (ModelFailed rowFailed) {
                    LOG.warn("{} was not embedded: {}", row.source(), rowFailed.getMessage());
                }
            }
            if (result.isEmpty()) {
                embedder.checkModel();
            }
            return result;
        }
    }

    private int store(List<NewVector> embedded) {
        Map<UserId, List<NewVector>> byUser = new LinkedHashMap<>();
        embedded.forEach(vector -> byUser.computeIfAbsent(vector.source().user(), user -> new ArrayList<>())
                .add(vector));
        return byUser.entrySet().stream()
                .mapToInt(entry -> vectors.put(entry.getKey(), entry.getValue()))
                .sum();
    }
}
