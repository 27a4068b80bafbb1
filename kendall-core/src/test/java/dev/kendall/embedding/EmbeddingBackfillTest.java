package dev.kendall.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kendall.chat.NewMessage;
import dev.kendall.embedding.EmbeddingBackfill.Report;
import dev.kendall.failure.Cancelled;
import dev.kendall.failure.ModelFailed;
import dev.kendall.fixture.NoWaits;
import dev.kendall.fixture.WordModel;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.PageRequest;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.Unembedded;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import dev.langchain4j.data.embedding.Embedding;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EmbeddingBackfillTest {
    private static final UserId ANN = UserId.of("ann");
    private static final UserId BEN = UserId.of("ben");
    private static final ThreadId WEB = ThreadId.of("web");

    private final InMemoryStorage storage = InMemoryStorage.create();
    private final WordModel model = new WordModel();
    private final Embedder embedder = Embedder.of(model);

    private EmbeddingBackfill backfill() {
        return new EmbeddingBackfill(storage.vectors(), embedder, tries(2));
    }

    /** Repeats at once. */
    private static Retry tries(int attempts) {
        return Retry.of(
                "test",
                RetryConfig.custom()
                        .maxAttempts(attempts)
                        .intervalFunction(attempt -> 0L)
                        .retryExceptions(ModelFailed.class)
                        .build());
    }

    private void say(UserId user, int from, int to) {
        storage.chat()
                .append(
                        user,
                        WEB,
                        IntStream.range(from, to)
                                .mapToObj(i -> NewMessage.user("text " + i))
                                .toList());
    }

    /** The model fails on calls that hold this text. */
    private static List<Embedding> unless(String bad, List<String> texts) {
        if (texts.contains(bad)) {
            throw new IllegalStateException("refused: " + bad);
        }
        return WordModel.embeddings(texts);
    }

    @Test
    void rows_of_all_users_get_their_vectors() {
        say(ANN, 0, 70);
        say(BEN, 0, 3);
        storage.memories().add(BEN, NewMemory.fact("employer", "Acme"));

        List<Long> progress = new ArrayList<>();
        assertThat(backfill().run(progress::add)).isEqualTo(new Report(74, 0));

        assertThat(progress).containsExactly(64L, 74L);
        assertThat(storage.vectors().countUnembedded(ANN, embedder.space())).isZero();
        assertThat(storage.vectors().countUnembedded(BEN, embedder.space())).isZero();
    }

    @Test
    void the_space_is_added_and_the_active_one_stays() {
        EmbeddingSpace old = new EmbeddingSpace("old", 3);
        storage.vectors().addSpace(old);

        assertThat(backfill().run()).isEqualTo(new Report(0, 0));

        assertThat(storage.vectors().listSpaces()).containsExactly(old, embedder.space());
        assertThat(storage.vectors().findActive()).contains(old);
        assertThat(model.calls()).isEmpty();
    }

    @Test
    void rows_without_a_word_are_not_embedded() {
        storage.chat().append(ANN, WEB, List.of(NewMessage.user(""), NewMessage.user(" \n")));
        assertThat(backfill().run()).isEqualTo(new Report(0, 0));
    }

    @Test
    void a_row_that_the_model_refuses_stops_no_other() {
        say(ANN, 0, 100);
        model.answering(texts -> unless("text 7", texts));

        assertThat(backfill().run()).isEqualTo(new Report(99, 1));

        assertThat(storage.vectors()
                        .listUnembedded(embedder.space(), PageRequest.first(10))
                        .items())
                .extracting(Unembedded::text)
                .containsExactly("text 7");
    }

    @Test
    void a_failed_batch_is_repeated_as_the_retry_says_and_then_each_row_tried_once() {
        say(ANN, 7, 9);
        model.answering(texts -> unless("text 7", texts));

        assertThat(new EmbeddingBackfill(storage.vectors(), embedder, tries(4)).run())
                .isEqualTo(new Report(1, 1));

        List<String> batch = List.of("text 7", "text 8");
        assertThat(model.calls()).containsExactly(batch, batch, batch, batch, List.of("text 7"), List.of("text 8"));
    }

    @Nested
    class WithoutARetryOfItsOwn {
        @RegisterExtension
        final NoWaits waits = new NoWaits();

        @Test
        void a_failed_batch_is_tried_three_times_within_two_seconds() {
            say(ANN, 7, 9);
            model.answering(texts -> unless("text 7", texts));

            assertThat(new EmbeddingBackfill(storage.vectors(), embedder).run()).isEqualTo(new Report(1, 1));

            assertThat(model.calls()).extracting(List::size).containsExactly(2, 2, 2, 1, 1);
            assertThat(waits.millis()).hasSize(2);
            assertThat(waits.millis().get(0)).isBetween(100L, 300L);
            assertThat(waits.millis().get(1)).isBetween(400L, 1_200L);
        }
    }

    @Test
    void any_number_of_refused_rows_stops_no_other() {
        say(ANN, 0, 800);
        say(BEN, 800, 1_600);
        model.answering(texts -> {
            if (texts.stream().anyMatch(text -> !text.endsWith("7"))) {
                throw new IllegalStateException("refused");
            }
            return WordModel.embeddings(texts);
        });

        assertThat(backfill().run()).isEqualTo(new Report(160, 1_440));

        assertThat(storage.vectors().countUnembedded(BEN, embedder.space())).isEqualTo(720);
    }

    @Test
    void a_batch_of_which_no_row_is_embedded_ends_the_run_and_what_is_stored_stays() {
        say(ANN, 0, 70);
        model.answering(texts -> {
            if (texts.contains("text 69") || texts.size() == 1) {
                throw new IllegalStateException("down");
            }
            return WordModel.embeddings(texts);
        });
        List<Long> progress = new ArrayList<>();

        assertThatExceptionOfType(ModelFailed.class)
                .isThrownBy(() -> backfill().run(progress::add))
                .withMessage("the embedding model of words/16 failed: IllegalStateException");

        assertThat(progress).containsExactly(64L);
        assertThat(storage.vectors().countUnembedded(ANN, embedder.space())).isEqualTo(6);
    }

    @Test
    void an_interrupted_run_is_cancelled_and_stays_interrupted() {
        say(ANN, 0, 70);
        try {
            assertThatExceptionOfType(Cancelled.class)
                    .isThrownBy(() ->
                            backfill().run(embedded -> Thread.currentThread().interrupt()))
                    .withMessage("the backfill was interrupted after 64 rows; run it again to go on");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(backfill().run()).isEqualTo(new Report(6, 0));
    }

    @Test
    void an_interrupt_ends_the_wait_for_a_model_that_is_down() {
        say(ANN, 0, 2);
        model.answering(texts -> {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("down");
        });
        Retry hourly = Retry.of(
                "hourly",
                RetryConfig.custom()
                        .maxAttempts(2)
                        .waitDuration(Duration.ofHours(1))
                        .build());
        try {
            assertThatExceptionOfType(Cancelled.class)
                    .isThrownBy(() -> new EmbeddingBackfill(storage.vectors(), embedder, hourly).run());
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(model.calls()).as("no row is tried any more").hasSize(1);
    }

    @Test
    void a_model_that_fails_once_costs_no_row() {
        say(ANN, 0, 3);
        int[] failures = {1};
        model.answering(texts -> {
            if (failures[0]-- > 0) {
                throw new IllegalStateException("busy");
            }
            return WordModel.embeddings(texts);
        });
        assertThat(backfill().run()).isEqualTo(new Report(3, 0));
        assertThat(model.calls()).hasSize(2);
    }

    @Test
    void a_run_goes_on_where_another_stopped() {
        say(ANN, 0, 5);
        model.down();
        EmbeddingBackfill stopped = backfill();
        assertThatExceptionOfType(ModelFailed.class).isThrownBy(stopped::run);
        assertThat(storage.vectors().countUnembedded(ANN, embedder.space())).isEqualTo(5);
        model.up();
        assertThat(backfill().run()).isEqualTo(new Report(5, 0));
        assertThat(backfill().run()).isEqualTo(new Report(0, 0));
    }

    @Test
    void what_progress_throws_stops_the_run_and_loses_nothing() {
        say(ANN, 0, 70);
        try {
            backfill().run(embedded -> {
                throw new IllegalStateException("enough");
            });
        } catch (IllegalStateException stopped) {
            assertThat(stopped).hasMessage("enough");
        }
        assertThat(storage.vectors().countUnembedded(ANN, embedder.space())).isEqualTo(6);
        assertThat(backfill().run()).isEqualTo(new Report(6, 0));
    }

    @Test
    void a_new_model_is_filled_beside_the_old_one() {
        say(ANN, 0, 3);
        backfill().run();
        Embedder next = Embedder.of(new WordModel(), new EmbeddingSpace("next", 16));
        assertThat(new EmbeddingBackfill(storage.vectors(), next).run()).isEqualTo(new Report(3, 0));
        assertThat(storage.vectors().findActive()).contains(embedder.space());
        assertThat(storage.vectors().countUnembedded(ANN, embedder.space())).isZero();
        assertThat(storage.vectors().countUnembedded(ANN, next.space())).isZero();
    }
}
