package dev.kendall.store.postgres;

import static dev.kendall.store.postgres.EmbeddingQueue.ANN;
import static dev.kendall.store.postgres.EmbeddingQueue.BEN;
import static dev.kendall.store.postgres.EmbeddingQueue.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.kendall.Kendall;
import dev.kendall.chat.MessageFilter;
import dev.kendall.embedding.Embedder;
import dev.kendall.memory.NewMemory;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.SearchQuery;
import dev.kendall.store.postgres.Reembedding.Progress;
import dev.kendall.testkit.FaultyEmbeddingModel;
import dev.kendall.testkit.HashingEmbeddingModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReembeddingTest {
    private final EmbeddingQueue queue = new EmbeddingQueue();
    private final FaultyEmbeddingModel model = FaultyEmbeddingModel.over(
            HashingEmbeddingModel.create().named("next").withDimension(64));
    private final Embedder next = Embedder.of(model);

    @AfterEach
    void close() {
        queue.close();
    }

    private EmbeddingWorker worker(Embedder embedder) {
        return EmbeddingWorker.of(
                queue.storage,
                embedder,
                EmbeddingWorkerOptions.builder().batchSize(10).attempts(1).build());
    }

    private int runAll(EmbeddingWorker worker) {
        int sum = 0;
        int embedded = worker.runOnce().embedded();
        while (embedded > 0) {
            sum += embedded;
            embedded = worker.runOnce().embedded();
        }
        return sum;
    }

    private long unembedded(EmbeddingSpace space) {
        return queue.storage.vectors().countUnembedded(ANN, space)
                + queue.storage.vectors().countUnembedded(BEN, space);
    }

    @Test
    void the_new_space_is_filled_beside_the_old_one_and_then_switched_to() {
        queue.sayMany(ANN, 0, 25);
        queue.storage.memories().add(BEN, NewMemory.fact("employer", "Acme"));
        assertThat(runAll(worker(queue.embedder))).isEqualTo(26);
        Reembedding reembedding = Reembedding.into(queue.storage, next.space());
        assertThat(reembedding.progress()).isEqualTo(new Progress(0, 26, 0, 0));
        assertThat(reembedding.progress().timeLeft()).isNull();

        EmbeddingWorker filling = worker(next);
        filling.runOnce();
        queue.clock.advance(Duration.ofSeconds(4));
        assertThat(reembedding.progress()).isEqualTo(new Progress(10, 16, 0, 2.5));
        assertThat(reembedding.progress().timeLeft()).isEqualTo(Duration.ofSeconds(7));
        assertThat(queue.storage
                        .search()
                        .messages(ANN, SearchQuery.of("text").vector(next.embed("text")), MessageFilter.all())
                        .unembedded())
                .isEqualTo(15);
        assertThat(unembedded(queue.space())).isZero();
        assertThatIllegalStateException()
                .isThrownBy(reembedding::switchOver)
                .withMessageStartingWith("16 rows have no vector in next/64 yet, 0 of them given up");
        assertThat(queue.storage.vectors().findActive()).contains(queue.space());

        // Another worker goes on where the first one stopped.
        assertThat(runAll(worker(next))).isEqualTo(16);
        reembedding.switchOver();
        assertThat(queue.storage.vectors().findActive()).contains(next.space());
        reembedding.switchOver();
    }

    @Test
    void rows_that_the_new_model_refuses_are_told_and_can_be_left_behind() {
        queue.say(ANN, "one", "bad", "two");
        runAll(worker(queue.embedder));
        model.refuse(text -> text.equals("bad"));
        runAll(worker(next));
        Reembedding reembedding = Reembedding.into(queue.storage, next.space());
        assertThat(reembedding.progress()).isEqualTo(new Progress(2, 1, 1, 0));
        assertThatIllegalStateException()
                .isThrownBy(reembedding::switchOver)
                .withMessageStartingWith("1 rows have no vector in next/64 yet, 1 of them given up");
        reembedding.switchOver(1);
        assertThat(queue.storage.vectors().findActive()).contains(next.space());
    }

    @Test
    void rows_that_are_stored_during_the_switch_are_embedded_after_it() throws Exception {
        queue.sayMany(ANN, 0, 20);
        runAll(worker(queue.embedder));
        EmbeddingWorker filling = worker(next);
        runAll(filling);
        CountDownLatch writing = new CountDownLatch(10);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<?> writer = threads.submit(() -> {
                for (int i = 0; i < 100; i++) {
                    queue.say(BEN, "during " + i);
                    writing.countDown();
                }
            });
            writing.await();
            Reembedding.into(queue.storage, next.space()).switchOver(100);
            writer.get();
        } finally {
            threads.shutdownNow();
        }
        List<String> queued = new ArrayList<>(queue.list("select s.model from kendall.embedding_jobs j"
                + " join kendall.embedding_spaces s using (space_id) where user_id = 'ben'"));
        assertThat(queued).hasSize(100).contains("hashing", "next");

        runAll(filling);
        queue.clock.advance(Duration.ofMinutes(1));
        runAll(filling);

        assertThat(unembedded(next.space())).isZero();
    }

    @Test
    void turns_of_hosts_that_still_have_the_old_model_are_embedded_with_the_new_one() {
        Kendall host = Kendall.builder(queue.storage)
                .embedder(queue.embedder)
                .clock(queue.clock)
                .open();
        host.turn(ANN, WEB, "one").complete("two");
        EmbeddingWorker filling = worker(next);
        assertThat(runAll(filling)).isEqualTo(2);
        Reembedding.into(queue.storage, next.space()).switchOver();

        host.turn(ANN, WEB, "three").complete("four");
        assertThat(unembedded(next.space())).isEqualTo(2);
        assertThat(unembedded(queue.space())).isZero();
        queue.clock.advance(Duration.ofMinutes(2));
        assertThat(runAll(filling)).isEqualTo(2);
        assertThat(unembedded(next.space())).isZero();
    }
}
