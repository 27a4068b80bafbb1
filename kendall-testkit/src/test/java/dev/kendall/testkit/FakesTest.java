package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kendall.id.UuidV7;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.store.embedding.CosineSimilarity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FakesTest {
    @Nested
    class ATestClock {
        @Test
        void stands_still_until_it_is_moved() {
            TestClock clock = TestClock.at("2026-03-02T12:00:00Z");
            assertThat(clock.instant()).isEqualTo(clock.instant()).isEqualTo("2026-03-02T12:00:00Z");
            assertThat(clock.advance(Duration.ofMinutes(5)))
                    .isEqualTo(clock.instant())
                    .isEqualTo("2026-03-02T12:05:00Z");
            clock.advance(Duration.ofMinutes(-10));
            assertThat(clock.instant()).isEqualTo("2026-03-02T11:55:00Z");
            clock.set(Instant.EPOCH);
            assertThat(clock.millis()).isZero();
        }

        @Test
        void loses_no_move_of_many_threads() {
            TestClock clock = TestClock.at(Instant.EPOCH);
            IntStream.range(0, 1_000).parallel().forEach(i -> clock.advance(Duration.ofSeconds(1)));
            assertThat(clock.instant()).isEqualTo(Instant.EPOCH.plusSeconds(1_000));
        }
    }

    @Nested
    class Ids {
        @Test
        void ascend_and_are_the_same_in_every_run() {
            SequentialIds ids = new SequentialIds();
            List<UUID> first = Stream.generate(ids::next).limit(3_000).toList();
            assertThat(first).isSortedAccordingTo(UuidV7::compare).doesNotHaveDuplicates();
            assertThat(first.get(0)).hasToString("019b76da-a801-7000-8000-000000000001");
            assertThat(first)
                    .startsWith(SequentialIds.at(1), SequentialIds.at(2))
                    .endsWith(SequentialIds.at(3_000));
            assertThat(new SequentialIds().next()).isEqualTo(first.get(0));
        }

        @Test
        void have_the_form_of_version_7() {
            UUID id = new SequentialIds().next();
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
        }

        @Test
        void are_never_given_twice() {
            SequentialIds ids = new SequentialIds();
            assertThat(IntStream.range(0, 1_000)
                            .parallel()
                            .mapToObj(i -> ids.next())
                            .toList())
                    .doesNotHaveDuplicates();
        }
    }

    private static double similarity(EmbeddingModel model, String left, String right) {
        return CosineSimilarity.between(
                model.embed(left).content(), model.embed(right).content());
    }

    @Nested
    class AHashingModel {
        private final HashingEmbeddingModel model = HashingEmbeddingModel.create();

        @Test
        void puts_texts_that_share_words_near_each_other() {
            assertThat(similarity(model, "the garden is dry", "The garden, is it DRY?"))
                    .isGreaterThan(0.8);
            assertThat(similarity(model, "the garden is dry", "a dry garden"))
                    .isGreaterThan(similarity(model, "the garden is dry", "a new bicycle"));
            assertThat(similarity(model, "garden dry", "bicycle new")).isEqualTo(0, within(1e-6));
        }

        @Test
        void gives_the_same_text_the_same_vector() {
            assertThat(model.embed("garden").content())
                    .isEqualTo(HashingEmbeddingModel.create().embed("garden").content());
            assertThat(model.embedAll(List.of(TextSegment.from("a b"), TextSegment.from("garden")))
                            .content())
                    .containsExactly(
                            model.embed("a b").content(), model.embed("garden").content());
        }

        @ParameterizedTest
        @ValueSource(strings = {"garden", "a a a a b", "🙂", "…", "\u0301", "שלום", "1"})
        void is_normalised_and_never_zero(String text) {
            for (int dimension : new int[] {1, 2, 7, 384}) {
                Embedding embedding = model.withDimension(dimension).embed(text).content();
                double squares = 0;
                for (float value : embedding.vector()) {
                    squares += value * value;
                }
                assertThat(embedding.dimension()).isEqualTo(dimension);
                assertThat(squares).isEqualTo(1, within(1e-5));
            }
        }

        @Test
        void tells_its_name_and_dimension() {
            assertThat(model.modelName()).isEqualTo("hashing");
            assertThat(model.dimension()).isEqualTo(256);
            HashingEmbeddingModel other = model.named("other").withDimension(8);
            assertThat(other.modelName()).isEqualTo("other");
            assertThat(other.dimension()).isEqualTo(8);
            assertThatIllegalArgumentException().isThrownBy(() -> model.withDimension(0));
        }
    }

    @Nested
    class AFaultyModel {
        private final FaultyEmbeddingModel model = FaultyEmbeddingModel.over(HashingEmbeddingModel.create());

        @Test
        void works_until_it_is_told_to_fail() {
            assertThat(model.embed("garden").content())
                    .isEqualTo(HashingEmbeddingModel.create().embed("garden").content());
            assertThat(model.modelName()).isEqualTo("hashing");
            assertThat(model.dimension()).isEqualTo(256);
        }

        @Test
        void refuses_calls_with_the_texts_that_it_is_told_to() {
            model.refuse(text -> text.startsWith("bad"));
            assertThatThrownBy(() -> model.embedAll(List.of(TextSegment.from("garden"), TextSegment.from("bad one"))))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(model.embed("garden").content()).isNotNull();
            model.repair();
            assertThat(model.embed("bad one").content()).isNotNull();
        }

        @Test
        void lets_something_happen_before_it_answers() {
            List<String> happened = new ArrayList<>();
            model.meanwhile(happened::addAll);
            model.embedAll(List.of(TextSegment.from("garden"), TextSegment.from("gate")));
            assertThat(happened).containsExactly("garden", "gate");
            model.repair();
            model.embed("house");
            assertThat(happened).hasSize(2);
        }

        @Test
        void fails_as_often_as_it_is_told() {
            model.failNext(2);
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> model.embed("garden")).hasMessageContaining("hashing");
            }
            assertThat(model.embed("garden").content()).isNotNull();
            assertThat(model.calls()).isEqualTo(3);
        }

        @Test
        void fails_until_it_is_repaired() {
            model.breakDown();
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> model.embed("garden")).isInstanceOf(IllegalStateException.class);
            }
            model.repair();
            assertThat(model.embed("garden").content()).isNotNull();
        }

        @Test
        void changes_its_answers_and_counts_texts() {
            model.distort(embeddings -> embeddings.subList(1, embeddings.size()));
            List<TextSegment> three = List.of(TextSegment.from("a"), TextSegment.from("b"), TextSegment.from("c"));
            assertThat(model.embedAll(three).content()).hasSize(2);
            model.repair();
            assertThat(model.embedAll(three).content()).hasSize(3);
            assertThat(model.calls()).isEqualTo(2);
            assertThat(model.texts()).isEqualTo(6);
        }
    }

    @Nested
    class AScriptedModel {
        @Test
        void answers_line_by_line_and_keeps_what_it_was_asked() {
            ScriptedChatModel model = ScriptedChatModel.answering("one", "two")
                    .then(request -> AiMessage.from(request.messages().size() + " messages"));
            assertThat(model.chat("first")).isEqualTo("one");
            assertThat(model.chat("second")).isEqualTo("two");
            assertThat(model.chat(UserMessage.from("third"), UserMessage.from("fourth"))
                            .aiMessage()
                            .text())
                    .isEqualTo("2 messages");
            assertThat(model.requests()).hasSize(3);
            assertThat(model.requests().get(1).messages()).containsExactly(UserMessage.from("second"));
        }

        @Test
        void fails_where_the_script_says_so() {
            IllegalStateException failure = new IllegalStateException("down");
            ScriptedChatModel model =
                    ScriptedChatModel.answering().thenFail(failure).then("up again");
            assertThatThrownBy(() -> model.chat("first")).isSameAs(failure);
            assertThat(model.chat("second")).isEqualTo("up again");
        }

        @Test
        void says_when_its_script_is_exhausted() {
            ScriptedChatModel model = ScriptedChatModel.answering("only");
            model.chat("first");
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> model.chat("second"))
                    .withMessageContainingAll("exhausted", "request 2", "second");
        }
    }
}
