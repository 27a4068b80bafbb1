package dev.kendall.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.chat.NewMessage;
import dev.kendall.embedding.Embedder;
import dev.kendall.page.PageRequest;
import dev.kendall.testkit.HashingEmbeddingModel;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples of docs/embedding.md, run; each region here is a block there. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EmbeddingDocumentTest {
    private static final UserId ANN = UserId.of("ann");

    private final EmbeddingModel embeddingModel = HashingEmbeddingModel.create();
    private final EmbeddingModel newModel = HashingEmbeddingModel.create().named("new");

    private static void handleTraffic(PostgresStorage storage, Embedder embedder) {
        storage.chat().append(ANN, ThreadId.of("web"), List.of(NewMessage.user("hello")));
        while (storage.vectors().countUnembedded(ANN, embedder.space()) > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void examples_run() throws InterruptedException {
        PostgresFixture.empty();
        try (PostgresStorage storage = PostgresStorage.open(PostgresFixture.dataSource())) {
            run(storage);
            runByHand(storage);
            change(storage);
            assertThat(storage.vectors().findActive())
                    .contains(Embedder.of(newModel).space());
            assertThat(storage.vectors()
                            .countUnembedded(ANN, Embedder.of(newModel).space()))
                    .isZero();
        }
    }

    private void run(PostgresStorage storage) {
        // region
        Embedder embedder = Embedder.of(embeddingModel);
        try (EmbeddingWorker worker = EmbeddingWorker.start(storage, embedder)) {
            handleTraffic(storage, embedder);
            worker.listDeadLetters(PageRequest.first(20)).items().forEach(System.out::println);
            worker.retryDead();
        }
        // endregion
    }

    private void runByHand(PostgresStorage storage) {
        // region
        EmbeddingWorkerOptions options = EmbeddingWorkerOptions.builder()
                .batchSize(256)
                .lease(Duration.ofMinutes(10))
                .attempts(5)
                .build();
        try (EmbeddingWorker worker = EmbeddingWorker.of(storage, Embedder.of(embeddingModel), options)) {
            while (worker.runOnce().embedded() > 0) {
                // there may be more
            }
        }
        // endregion
    }

    private void change(PostgresStorage storage) throws InterruptedException {
        // region
        Embedder embedder = Embedder.of(newModel);
        try (EmbeddingWorker worker = EmbeddingWorker.start(storage, embedder)) {
            Reembedding reembedding = Reembedding.into(storage, embedder.space());
            while (reembedding.progress().missing() > worker.deadLetters()) {
                Thread.sleep(1_000);
            }
            reembedding.switchOver(worker.deadLetters());
        }
        // endregion
    }

    @Test
    void the_document_shows_them() throws IOException {
        String document = Files.readString(Path.of("../docs/embedding.md"));
        String source =
                Files.readString(Path.of("src/test/java/dev/kendall/store/postgres/EmbeddingDocumentTest.java"));
        List<String> run = all(source, " {8}// region\\R(.*?) {8}// endregion\\R");
        assertThat(all(document, "```java\\R(.*?)```"))
                .hasSize(3)
                .zipSatisfy(run, (shown, ran) -> assertThat(ran).isEqualToIgnoringWhitespace(shown));
    }

    private static List<String> all(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
        List<String> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
