package dev.kendall.migration;

import dev.kendall.embedding.EmbeddingBackfill;
import dev.kendall.failure.Cancelled;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongConsumer;

/**
 * Embeds in the background. Which rows have no vector is seen in the target, so it can be cut off and begun again at any time; rows that came behind its
 * back are seen when it is awaited.
 */
final class Embedding {
    private final EmbeddingBackfill backfill;
    private final FutureTask<Long> task;
    private final Thread thread;

    private Embedding(EmbeddingBackfill backfill, LongConsumer progress) {
        this.backfill = backfill;
        this.task = new FutureTask<>(() -> backfill.run(progress).embedded());
        this.thread = new Thread(task, "kendall-migration-embedding");
        this.thread.setDaemon(true);
    }

    static Embedding start(EmbeddingBackfill backfill, LongConsumer progress) {
        Embedding embedding = new Embedding(backfill, progress);
        embedding.thread.start();
        return embedding;
    }

    /** Waits for the end, and embeds what came meanwhile. */
    long await() {
        try {
            long embedded = task.get();
            return embedded + backfill.run().embedded();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Cancelled("the migration was interrupted while it embedded; run it again to go on", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("the embedding of the migrated rows failed", e.getCause());
        }
    }

    /** Ends it, wherever it is. */
    void stop() {
        thread.interrupt();
    }
}
