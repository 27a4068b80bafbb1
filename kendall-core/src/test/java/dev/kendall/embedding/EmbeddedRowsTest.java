package dev.kendall.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kendall.chat.MessageId;
import dev.kendall.entity.EntityRef;
import dev.kendall.failure.Cancelled;
import dev.kendall.fixture.SequentialIds;
import dev.kendall.fixture.WordModel;
import dev.kendall.search.NewVector;
import dev.kendall.search.Unembedded;
import dev.kendall.user.UserId;
import dev.langchain4j.data.embedding.Embedding;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EmbeddedRowsTest {
    private static final UserId ANN = UserId.of("ann");

    private final WordModel model = new WordModel();
    private final Embedder embedder = Embedder.of(model);
    private final SequentialIds ids = new SequentialIds();
    private final List<Unembedded> rows =
            IntStream.range(0, 4).mapToObj(i -> row("text " + i)).toList();

    private Unembedded row(String text) {
        return new Unembedded(EntityRef.of(ANN, new MessageId(ids.next())), text);
    }

    private static List<Embedding> unless(boolean failing, List<String> texts) {
        if (failing) {
            throw new IllegalStateException("refused: " + texts);
        }
        return WordModel.embeddings(texts);
    }

    @Test
    void all_rows_go_in_one_call() {
        EmbeddedRows embedded = EmbeddedRows.of(embedder, rows);
        assertThat(embedded.vectors())
                .containsExactlyElementsOf(rows.stream()
                        .map(row -> new NewVector(row.source(), row.text(), embedder.embed(row.text())))
                        .toList());
        assertThat(embedded.refused()).isEmpty();
        assertThat(embedded.down()).isNull();
        assertThat(model.calls()).hasSize(1);
    }

    @Test
    void no_rows_ask_nothing() {
        assertThat(EmbeddedRows.of(embedder, List.of())).isEqualTo(new EmbeddedRows(List.of(), List.of(), null));
        assertThat(model.calls()).isEmpty();
    }

    @Test
    void a_refused_text_stops_no_other_and_is_not_told() {
        model.answering(texts -> unless(texts.contains("text 1"), texts));
        EmbeddedRows embedded = EmbeddedRows.of(embedder, rows);
        assertThat(embedded.vectors()).extracting(NewVector::text).containsExactly("text 0", "text 2", "text 3");
        assertThat(embedded.refused())
                .containsExactly(new EmbeddedRows.Refused(
                        rows.get(1), "the embedding model of words/16 failed: IllegalStateException"));
        assertThat(embedded.down()).isNull();
    }

    @Test
    void no_row_is_to_blame_for_a_model_that_is_down() {
        model.down();
        EmbeddedRows embedded = EmbeddedRows.of(embedder, rows);
        assertThat(embedded.vectors()).isEmpty();
        assertThat(embedded.refused()).isEmpty();
        assertThat(embedded.down()).hasMessageContaining("words/16");
        assertThat(model.calls()).as("the batch, and a plain word").hasSize(2);
    }

    @Test
    void a_model_that_goes_down_between_two_rows_keeps_what_it_embedded() {
        boolean[] down = {false};
        model.answering(texts -> {
            down[0] |= texts.contains("text 2") && texts.size() == 1;
            return unless(down[0] || texts.size() > 1, texts);
        });
        EmbeddedRows embedded = EmbeddedRows.of(embedder, rows);
        assertThat(embedded.vectors()).extracting(NewVector::text).containsExactly("text 0", "text 1");
        assertThat(embedded.refused()).isEmpty();
        assertThat(embedded.down()).isNotNull();
    }

    @Test
    void an_interrupt_that_the_model_swallowed_cancels_and_stays() {
        model.answering(texts -> {
            throw new IllegalStateException(new InterruptedException());
        });
        try {
            assertThatExceptionOfType(Cancelled.class).isThrownBy(() -> EmbeddedRows.of(embedder, rows));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(model.calls()).hasSize(1);
    }
}
