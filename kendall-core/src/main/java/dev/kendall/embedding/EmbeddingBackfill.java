package dev.kendall.embedding;

import dev.kendall.entity.EntityRef;
import dev.kendall.failure.ModelFailed;
import dev.kendall.search.NewVector;
import dev.kendall.search.SpaceVector;
import dev.kendall.search.Unembedded;
import dev.kendall.search.VectorStore;
import dev.kendall.user.UserId;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Embeds the rows that have no vector in the embedder's space yet: those written while the model was down, those written without
 * it, and all of them when the space is new. It can be stopped and begun again at any time; what is stored stays stored.
 *
 * <p>To change the model without downtime: add the new model's space, {@link #run} a backfill with its embedder while the old space
 * is still searched, then {@link VectorStore#activate} the new one.
 */
public final class EmbeddingBackfill {
    private static final int BATCH = 64;

    private final VectorStore vectors;
    private final Embedder embedder;
    private final Retry retry;

    /**
     * What a run did.
     *
     * @param embedded how many rows got their vector
     * @param failed how many rows the model did not embed, each tried three times; they are still without a vector
     */
    public record Report(long embedded, long failed) {}

    /** A backfill into the embedder's space, which is added when it is not there yet. */
    public EmbeddingBackfill(VectorStore vectors, Embedder embedder) {
        this.vectors = vectors;
        this.embedder = embedder;
        this.retry = Retry.of(
                "embedding",
                RetryConfig.custom()
                        .maxAttempts(3)
                        .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(200, 4.0))
                        .retryExceptions(ModelFailed.class)
                        .build());
        vectors.addSpace(embedder.space());
    }

    /** As {@link #run(LongConsumer)}, telling nobody. */
    public Report run() {
        return run(embedded -> {});
    }

    /**
     * Embeds until no row is left that the model takes.
     *
     * @param progress told after each batch how many rows were embedded so far
     */
    public Report run(LongConsumer progress) {
        Set<EntityRef> failed = new HashSet<>();
        long embedded = 0;
        while (true) {
            List<Unembedded> rows =
                    vectors.listUnembedded(embedder.space(), Math.min(BATCH + failed.size(), 1_000)).stream()
                            .filter(row -> !failed.contains(row.source()))
                            .toList();
            if (rows.isEmpty()) {
                return new Report(embedded, failed.size());
            }
            embedded += store(embed(rows, failed));
            progress.accept(embedded);
        }
    }

    /** The batch at once; when the model fails on it, each row alone, so that one bad text stops no other. */
    private List<NewVector> embed(List<Unembedded> rows, Set<EntityRef> failed) {
        try {
            return vectorsOf(rows);
        } catch (ModelFailed batchFailed) {
            List<NewVector> result = new ArrayList<>();
            for (Unembedded row : rows) {
                try {
                    result.addAll(vectorsOf(List.of(row)));
                } catch (ModelFailed rowFailed) {
                    failed.add(row.source());
                }
            }
            return result;
        }
    }

    private List<NewVector> vectorsOf(List<Unembedded> rows) {
        List<SpaceVector> embedded = retry.executeSupplier(
                () -> embedder.embedAll(rows.stream().map(Unembedded::text).toList()));
        List<NewVector> result = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            result.add(new NewVector(rows.get(i).source(), rows.get(i).text(), embedded.get(i)));
        }
        return result;
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
