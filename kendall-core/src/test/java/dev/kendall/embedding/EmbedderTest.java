package dev.kendall.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kendall.failure.KendallException.Retry;
import dev.kendall.failure.ModelFailed;
import dev.kendall.fixture.WordModel;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.SpaceVector;
import dev.kendall.search.Vector;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbedderTest {
    private static final String SECRET = "wine at nine";

    private final WordModel model = new WordModel();
    private final Embedder embedder = Embedder.of(model);

    private static SpaceVector vectorOf(String text) {
        return new SpaceVector(
                new EmbeddingSpace("words", WordModel.DIMENSIONS),
                Vector.of(WordModel.embedding(text).vector()));
    }

    @Test
    void a_text_is_embedded_into_the_space_of_the_model() {
        assertThat(embedder.space()).isEqualTo(new EmbeddingSpace("words", 16));
        assertThat(embedder.embed(SECRET)).isEqualTo(vectorOf(SECRET));
    }

    @Test
    void a_text_that_was_embedded_is_not_sent_again() {
        embedder.embed("a");
        embedder.embed("a");
        assertThat(embedder.embedAll(List.of("b", "a", "c")))
                .containsExactly(vectorOf("b"), vectorOf("a"), vectorOf("c"));

        assertThat(model.calls()).containsExactly(List.of("a"), List.of("b", "c"));
    }

    @Test
    void a_text_that_is_there_twice_in_one_call_is_sent_once() {
        assertThat(embedder.embedAll(List.of("a", "b", "a")))
                .containsExactly(vectorOf("a"), vectorOf("b"), vectorOf("a"));
        assertThat(model.calls()).containsExactly(List.of("a", "b"));
    }

    @Test
    void many_texts_go_in_batches_of_64() {
        List<String> texts = IntStream.range(0, 130).mapToObj(i -> "text " + i).toList();
        assertThat(embedder.embedAll(texts))
                .containsExactlyElementsOf(
                        texts.stream().map(EmbedderTest::vectorOf).toList());
        assertThat(model.calls()).extracting(List::size).containsExactly(64, 64, 2);
        assertThat(model.calls().get(1).get(0)).isEqualTo("text 64");
    }

    @Test
    void nothing_asks_the_model_nothing() {
        assertThat(embedder.embedAll(List.of())).isEmpty();
        assertThat(model.calls()).isEmpty();
    }

    @Test
    void an_empty_cache_asks_again() {
        embedder.embed("a");
        embedder.clearCache();
        embedder.embed("a");
        assertThat(model.calls()).hasSize(2);
    }

    @Test
    void what_a_failing_call_did_not_embed_is_asked_again() {
        model.down();
        assertThatExceptionOfType(ModelFailed.class).isThrownBy(() -> embedder.embed("a"));
        model.up();
        assertThat(embedder.embed("a")).isEqualTo(vectorOf("a"));
        assertThat(model.calls()).hasSize(2);
    }

    @Test
    void batches_before_a_failing_one_stay_in_the_cache() {
        List<String> texts = IntStream.range(0, 65).mapToObj(i -> "text " + i).toList();
        model.answering(asked -> {
            if (asked.contains("text 64")) {
                throw new IllegalStateException("down");
            }
            return WordModel.embeddings(asked);
        });
        assertThatExceptionOfType(ModelFailed.class).isThrownBy(() -> embedder.embedAll(texts));
        model.up();
        embedder.embedAll(texts);
        assertThat(model.calls()).extracting(List::size).containsExactly(64, 1, 1);
    }

    static Stream<Arguments> wrongAnswers() {
        return Stream.of(
                wrong("too few", texts -> List.of(WordModel.embedding("x")), "it answered 2 texts with 1 embeddings"),
                wrong(
                        "too many",
                        texts -> Collections.nCopies(3, WordModel.embedding("x")),
                        "it answered 2 texts with 3 embeddings"),
                wrong(
                        "another dimension",
                        texts -> Collections.nCopies(2, Embedding.from(new float[] {1, 2})),
                        "it gave a vector of 2 dimensions"),
                wrong(
                        "no dimension",
                        texts -> Collections.nCopies(2, Embedding.from(new float[0])),
                        "it gave a vector of 0 dimensions"),
                wrong("zeros", texts -> Collections.nCopies(2, Embedding.from(new float[16])), "the vector is zero"),
                wrong("no number", texts -> Collections.nCopies(2, filled(Float.NaN)), "vector element 0 is NaN"),
                wrong("too long a vector", texts -> Collections.nCopies(2, filled(1e20f)), "the vector's length is "),
                wrong("a null embedding", texts -> Collections.nCopies(2, null), "NullPointerException"),
                wrong(
                        "a failure that quotes the text",
                        texts -> {
                            throw new IllegalStateException("cannot embed " + texts);
                        },
                        "IllegalStateException"),
                wrong(
                        "a failure like our own that quotes the text",
                        texts -> {
                            throw new IllegalArgumentException("cannot embed " + texts);
                        },
                        "IllegalArgumentException"));
    }

    private static Embedding filled(float value) {
        float[] values = new float[WordModel.DIMENSIONS];
        Arrays.fill(values, value);
        return Embedding.from(values);
    }

    private static Arguments wrong(String name, Function<List<String>, List<Embedding>> answer, String message) {
        return Arguments.of(name, answer, message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongAnswers")
    void a_model_that_gives_no_usable_answer_has_failed(
            String name, Function<List<String>, List<Embedding>> answer, String message) {
        model.answering(answer);
        assertThatExceptionOfType(ModelFailed.class)
                .isThrownBy(() -> embedder.embedAll(List.of(SECRET, "b")))
                .withMessageStartingWith("the embedding model of words/16 failed: " + message)
                .withMessageNotContaining("wine")
                .matches(failure -> failure.retry() == Retry.LATER);
        model.up();
        assertThat(embedder.embed(SECRET)).as("nothing wrong is kept").isEqualTo(vectorOf(SECRET));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void a_blank_text_is_the_callers_mistake(String blank) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> embedder.embedAll(List.of("a", blank)))
                .withMessage("a blank text has no embedding");
        assertThat(model.calls()).isEmpty();
    }

    @Test
    void a_model_without_a_name_is_called_by_its_class() {
        assertThat(Embedder.of(new Nameless()).space()).isEqualTo(new EmbeddingSpace("Nameless", 3));
    }

    @Test
    void a_space_can_be_named_by_the_host() {
        EmbeddingSpace space = new EmbeddingSpace("mine", 16);
        assertThat(Embedder.of(model, space).embed("a").space()).isEqualTo(space);
    }

    @Test
    void a_model_that_does_not_tell_its_dimension_has_failed() {
        EmbeddingModel silent = new Nameless() {
            @Override
            public int dimension() {
                throw new IllegalStateException("connection refused");
            }

            @Override
            public String modelName() {
                return "silent";
            }
        };
        assertThatExceptionOfType(ModelFailed.class)
                .isThrownBy(() -> Embedder.of(silent))
                .withMessageStartingWith(
                        "the embedding model silent did not tell its dimension (IllegalStateException)");
    }

    private static class Nameless implements EmbeddingModel {
        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            return Response.from(Collections.nCopies(segments.size(), Embedding.from(new float[] {1, 2, 3})));
        }
    }
}
