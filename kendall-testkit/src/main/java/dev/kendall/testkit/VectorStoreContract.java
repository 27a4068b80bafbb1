package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.chat.ChatStore;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.NewMessage;
import dev.kendall.entity.EntityRef;
import dev.kendall.memory.Memory;
import dev.kendall.page.PageRequest;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.EmbeddingText;
import dev.kendall.search.Hit;
import dev.kendall.search.NewVector;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.SpaceVector;
import dev.kendall.search.Unembedded;
import dev.kendall.search.Vector;
import dev.kendall.search.VectorStore;
import dev.kendall.storage.Capability;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of {@link VectorStore}. */
@Needs(Capability.SEMANTIC_SEARCH)
public abstract class VectorStoreContract extends StorageContract {
    private static final EmbeddingSpace UNKNOWN = new EmbeddingSpace("unknown", 2);

    private VectorStore vectors() {
        return storage.vectors();
    }

    private Space space() {
        return Space.added(storage, "model", 2);
    }

    private List<Unembedded> unembedded(Space space) {
        return vectors().listUnembedded(space.id(), PageRequest.first(1_000)).items();
    }

    private static Unembedded unembedded(Message message) {
        return new Unembedded(EntityRef.of(message.user(), message.id()), EmbeddingText.of(message));
    }

    private static Unembedded unembedded(Memory memory) {
        return new Unembedded(EntityRef.of(memory.user(), memory.id()), EmbeddingText.of(memory));
    }

    static Stream<Named<float[]>> badVectors() {
        return Stream.of(
                Named.of("empty", new float[0]),
                Named.of("zero", new float[] {0, -0f, 0}),
                Named.of("not a number", new float[] {1, Float.NaN}),
                Named.of("infinite", new float[] {Float.NEGATIVE_INFINITY, 1}),
                Named.of("of 16,001 dimensions", ones(16_001)));
    }

    private static float[] ones(int dimensions) {
        float[] ones = new float[dimensions];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Nested
    class Spaces {
        @Test
        @ContractRule("VECTOR-1")
        void are_listed_by_model_and_then_by_dimensions() {
            assertThat(vectors().listSpaces()).isEmpty();
            List<EmbeddingSpace> expected = List.of(
                    new EmbeddingSpace("B", 3),
                    new EmbeddingSpace("a", 9),
                    new EmbeddingSpace("a", 10),
                    new EmbeddingSpace("b", 3),
                    new EmbeddingSpace("\ufffd", 3),
                    new EmbeddingSpace("😀", 3));
            List.of(4, 2, 0, 5, 3, 1).forEach(i -> vectors().addSpace(expected.get(i)));
            assertThat(vectors().listSpaces()).containsExactlyElementsOf(expected);
        }

        @Test
        @ContractRule("VECTOR-1")
        void begin_with_an_active_one_that_stays_active() {
            Space first = Space.added(storage, "first", 2);
            assertThat(vectors().findActive()).contains(first.id());
            Space second = Space.added(storage, "second", 2);
            assertThat(vectors().findActive()).contains(first.id());
            vectors().activate(second.id());
            Space.added(storage, "first", 2);
            assertThat(vectors().findActive()).contains(second.id());
            assertThat(vectors().listSpaces()).containsExactly(first.id(), second.id());
        }

        @Test
        @ContractRule("VECTOR-1")
        void keep_their_vectors_when_they_are_added_again() {
            space().put(say(ANNA, HOME, "hello"), 1, 0);
            assertThat(vectors().countUnembedded(ANNA, space().id())).isZero();
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 0, 16_001})
        @ContractRule("VECTOR-1")
        void refuse_dimensions_out_of_range(int dimensions) {
            assertRefused(() -> Space.added(storage, "model", dimensions));
            assertThat(vectors().listSpaces()).isEmpty();
        }

        @Test
        @ContractRule("VECTOR-2")
        void are_active_one_at_a_time() {
            assertThat(vectors().findActive()).isEmpty();
            Space first = Space.added(storage, "first", 2);
            Space second = Space.added(storage, "second", 3);
            vectors().activate(second.id());
            assertThat(vectors().findActive()).contains(second.id());
            vectors().activate(second.id());
            assertThat(vectors().findActive()).contains(second.id());
            vectors().activate(first.id());
            assertThat(vectors().findActive()).contains(first.id());
        }

        @Test
        @ContractRule("VECTOR-2")
        void cannot_be_activated_before_they_were_added() {
            Space space = space();
            assertNotFound(() -> vectors().activate(UNKNOWN));
            assertNotFound(() -> vectors().activate(new EmbeddingSpace("model", 3)));
            assertThat(vectors().findActive()).contains(space.id());
        }
    }

    @Nested
    class Put {
        @Test
        @ContractRule("VECTOR-3")
        void stores_vectors_of_messages_and_memories_and_counts_them() {
            Space space = space();
            Message message =
                    storage.chat().append(ANNA, HOME, NewMessage.user("hello").withSpeaker("Anna"));
            Memory memory = remember(ANNA, "allergy", "nuts");
            assertThat(vectors().put(ANNA, List.of(space.of(message, 1, 0), space.of(memory, 0, 1))))
                    .isEqualTo(2);
            assertThat(vectors().countUnembedded(ANNA, space.id())).isZero();
            assertThat(vectors().put(ANNA, List.of())).isZero();
        }

        @Test
        @ContractRule("VECTOR-3")
        void replaces_the_vector_of_the_same_row_and_space() {
            Space space = space();
            Message message = say(ANNA, HOME, "hello");
            space.put(message, 1, 0);
            assertThat(space.put(message, 0, 1)).isEqualTo(1);
            SearchQuery query = SearchQuery.of("").in(SearchMode.SEMANTIC).vector(space.vector(0, 1));
            List<Hit<Message>> hits =
                    storage.search().messages(ANNA, query, MessageFilter.all()).hits();
            assertThat(hits).singleElement().satisfies(hit -> {
                assertThat(hit.item()).isEqualTo(message);
                assertThat(hit.score()).isEqualTo(1, SearchStoreContract.NEARLY);
            });
        }

        @Test
        @ContractRule("VECTOR-3")
        void leaves_out_rows_that_are_gone_or_say_something_else() {
            Space space = space();
            Message gone = say(ANNA, HOME, "gone");
            storage.chat().delete(ANNA, gone.id());
            Message other = say(ANNA, HOME, "by now");
            Message named =
                    storage.chat().append(ANNA, HOME, NewMessage.user("x").withSpeaker("Anna"));
            Message fine = say(ANNA, HOME, "fine");
            NewVector stale = new NewVector(EntityRef.of(ANNA, other.id()), "before", space.vector(1, 0));
            NewVector bare = new NewVector(EntityRef.of(ANNA, named.id()), named.text(), space.vector(1, 0));
            assertThat(vectors().put(ANNA, List.of(space.of(gone, 1, 0), stale, bare, space.of(fine, 1, 0))))
                    .isEqualTo(1);
            assertThat(unembedded(space)).containsExactlyInAnyOrder(unembedded(other), unembedded(named));
            assertThat(vectors().put(BEN, List.of())).isZero();
        }

        @Test
        @ContractRule("VECTOR-3")
        void stores_nothing_when_a_space_was_not_added() {
            Space space = space();
            Message message = say(ANNA, HOME, "hello");
            NewVector stray =
                    new NewVector(EntityRef.of(ANNA, message.id()), "hello", new SpaceVector(UNKNOWN, Vector.of(1, 0)));
            assertNotFound(() -> vectors().put(ANNA, List.of(space.of(message, 1, 0), stray)));
            assertThat(vectors().countUnembedded(ANNA, space.id())).isEqualTo(1);
        }

        @Test
        @ContractRule("VECTOR-3")
        void stores_nothing_when_a_source_belongs_to_another_user() {
            Space space = space();
            Message annas = say(ANNA, HOME, "hello");
            Message bens = say(BEN, HOME, "hello");
            assertRefused(() -> vectors().put(ANNA, List.of(space.of(annas, 1, 0), space.of(bens, 1, 0))));
            assertThat(vectors().countUnembedded(ANNA, space.id())).isEqualTo(1);
            assertThat(vectors().countUnembedded(BEN, space.id())).isEqualTo(1);
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.VectorStoreContract#badVectors")
        @ContractRule("VECTOR-3")
        void refuses_vectors_that_are_none(float[] values) {
            Space space = Space.added(storage, "model", Math.max(1, Math.min(values.length, 16_000)));
            Message message = say(ANNA, HOME, "hello");
            assertRefused(() -> space.put(message, values));
            assertThat(vectors().countUnembedded(ANNA, space.id())).isEqualTo(1);
        }

        @Test
        @ContractRule("VECTOR-3")
        void refuses_a_vector_of_another_dimension_than_its_space() {
            Space space = space();
            Message message = say(ANNA, HOME, "hello");
            assertRefused(() -> space.put(message, 1));
            assertRefused(() -> space.put(message, 1, 0, 0));
            assertThat(vectors().countUnembedded(ANNA, space.id())).isEqualTo(1);
        }

        @Test
        @ContractRule("VECTOR-3")
        void refuses_sources_that_are_never_embedded() {
            Space space = space();
            storage.threads().getOrCreate(ANNA, HOME);
            assertRefused(() ->
                    vectors().put(ANNA, List.of(new NewVector(EntityRef.of(ANNA, HOME), "home", space.vector(1, 0)))));
        }
    }

    @Nested
    class OfMessages {
        private static Vector of(Message message, Map<MessageId, Vector> found) {
            return Objects.requireNonNull(found.get(message.id()), "it has a vector");
        }

        @Test
        @ContractRule("VECTOR-5")
        void are_those_that_were_put_and_no_others() {
            Space space = space();
            Message across = say(ANNA, HOME, "across");
            Message up = say(ANNA, WORK, "up");
            Message without = say(ANNA, HOME, "without");
            Message unasked = say(ANNA, HOME, "unasked");
            space.put(across, 3, 0);
            space.put(up, 1, 1);
            space.put(up, 0, -2);
            space.put(unasked, 1, 0);
            Map<MessageId, Vector> found =
                    vectors().ofMessages(ANNA, space.id(), List.of(up.id(), across.id(), without.id(), up.id()));
            assertThat(found).containsOnlyKeys(across.id(), up.id());
            assertThat(of(across, found).cosine(Vector.of(1, 0))).isEqualTo(1, SearchStoreContract.NEARLY);
            assertThat(of(up, found).cosine(Vector.of(0, -1))).isEqualTo(1, SearchStoreContract.NEARLY);
            assertThat(vectors().ofMessages(ANNA, space.id(), List.of())).isEmpty();
        }

        @Test
        @ContractRule("VECTOR-5")
        void are_those_of_one_user_and_one_space() {
            Space first = Space.added(storage, "first", 2);
            Space second = Space.added(storage, "second", 2);
            Message annas = say(ANNA, HOME, "hello");
            Message bens = say(BEN, HOME, "hello");
            first.put(annas, 1, 0);
            second.put(annas, 0, 1);
            second.put(bens, 1, 1);
            List<MessageId> both = List.of(annas.id(), bens.id());
            assertThat(vectors().ofMessages(ANNA, first.id(), both)).containsOnlyKeys(annas.id());
            assertThat(vectors().ofMessages(BEN, first.id(), both)).isEmpty();
            assertThat(vectors().ofMessages(BEN, second.id(), both)).containsOnlyKeys(bens.id());
            assertThat(of(annas, vectors().ofMessages(ANNA, second.id(), both)).cosine(Vector.of(0, 1)))
                    .isEqualTo(1, SearchStoreContract.NEARLY);
        }

        @Test
        @ContractRule("VECTOR-5")
        void go_with_their_messages() {
            Space space = space();
            Message message = say(ANNA, HOME, "hello");
            space.put(message, 1, 0);
            storage.chat().delete(ANNA, message.id());
            assertThat(vectors().ofMessages(ANNA, space.id(), List.of(message.id())))
                    .isEmpty();
        }

        @Test
        @ContractRule("VECTOR-5")
        void cannot_be_asked_for_in_a_space_that_was_not_added_or_too_many_at_once() {
            Space space = space();
            Message message = say(ANNA, HOME, "hello");
            assertNotFound(() -> vectors().ofMessages(ANNA, UNKNOWN, List.of(message.id())));
            assertRefused(() ->
                    vectors().ofMessages(ANNA, space.id(), Collections.nCopies(ChatStore.MAX_BATCH + 1, message.id())));
        }
    }

    @Nested
    class UnembeddedRows {
        @Test
        @ContractRule("VECTOR-4")
        void are_listed_for_all_users_with_the_text_to_embed() {
            Space space = space();
            Message annas =
                    storage.chat().append(ANNA, HOME, NewMessage.user("hello").withSpeaker("Anna"));
            Memory memory = remember(ANNA, "allergy", "nuts");
            Message bens = say(BEN, HOME, "hi");
            assertThat(annas).extracting(EmbeddingText::of).isEqualTo("Anna: hello");
            assertThat(unembedded(space))
                    .containsExactlyInAnyOrder(unembedded(annas), unembedded(memory), unembedded(bens));
        }

        @Test
        @ContractRule("VECTOR-4")
        void are_each_listed_until_they_have_a_vector() {
            Space space = space();
            for (int i = 0; i < 5; i++) {
                say(i % 2 == 0 ? ANNA : BEN, HOME, "message " + i);
            }
            int rounds = 0;
            for (List<Unembedded> rows = vectors()
                            .listUnembedded(space.id(), PageRequest.first(2))
                            .items();
                    !rows.isEmpty();
                    rows = vectors()
                            .listUnembedded(space.id(), PageRequest.first(2))
                            .items()) {
                assertThat(rows.size()).isLessThanOrEqualTo(2);
                assertThat(rounds++).as("rounds of two, for five rows").isLessThan(3);
                for (Unembedded row : rows) {
                    vectors()
                            .put(
                                    row.source().user(),
                                    List.of(new NewVector(row.source(), row.text(), space.vector(1, 0))));
                }
            }
            assertThat(vectors().countUnembedded(ANNA, space.id())).isZero();
            assertThat(vectors().countUnembedded(BEN, space.id())).isZero();
        }

        @Test
        @ContractRule("VECTOR-4")
        void are_counted_by_user_and_space() {
            Space first = Space.added(storage, "first", 2);
            Space second = Space.added(storage, "second", 3);
            Message message = say(ANNA, HOME, "hello");
            remember(ANNA, "allergy", "nuts");
            say(BEN, HOME, "hi");
            first.put(message, 1, 0);
            assertThat(vectors().countUnembedded(ANNA, first.id())).isEqualTo(1);
            assertThat(vectors().countUnembedded(ANNA, second.id())).isEqualTo(2);
            assertThat(vectors().countUnembedded(BEN, first.id())).isEqualTo(1);
            assertThat(vectors()
                            .listUnembedded(first.id(), PageRequest.first(10))
                            .items())
                    .hasSize(2);
            assertThat(vectors()
                            .listUnembedded(second.id(), PageRequest.first(10))
                            .items())
                    .hasSize(3);
        }

        @Test
        @ContractRule("VECTOR-4")
        void include_rows_older_than_the_space() {
            Message message = say(ANNA, HOME, "hello");
            assertThat(unembedded(space())).containsExactly(unembedded(message));
            Space next = Space.added(storage, "next", 4);
            assertThat(unembedded(next)).containsExactly(unembedded(message));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "\n\t"})
        @ContractRule("VECTOR-4")
        void are_not_those_with_a_blank_text(String text) {
            Space space = space();
            say(ANNA, HOME, text);
            storage.chat().append(ANNA, HOME, NewMessage.user(text).withSpeaker("Anna"));
            assertThat(unembedded(space)).isEmpty();
            assertThat(vectors().countUnembedded(ANNA, space.id())).isZero();
        }

        @Test
        @ContractRule("VECTOR-4")
        void are_none_of_an_unknown_user() {
            assertThat(vectors().countUnembedded(ANNA, space().id())).isZero();
            assertThat(storage.users().find(ANNA)).isEmpty();
        }

        @Test
        @ContractRule("VECTOR-4")
        void cannot_be_asked_for_in_a_space_that_was_not_added() {
            space();
            say(ANNA, HOME, "hello");
            assertNotFound(() ->
                    vectors().listUnembedded(UNKNOWN, PageRequest.first(10)).items());
            assertNotFound(() -> vectors().countUnembedded(ANNA, UNKNOWN));
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 0, 1_001})
        @ContractRule("VECTOR-4")
        void cannot_be_asked_for_in_numbers_out_of_range(int limit) {
            Space space = space();
            assertRefused(() -> vectors()
                    .listUnembedded(space.id(), PageRequest.first(limit))
                    .items());
        }
    }
}
