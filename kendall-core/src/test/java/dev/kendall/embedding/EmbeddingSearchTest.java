package dev.kendall.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.NewMessage;
import dev.kendall.failure.ModelFailed;
import dev.kendall.failure.NotFound;
import dev.kendall.fixture.WordModel;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.NewMemory;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.SearchResult;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddingSearchTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-05-04T10:00:00Z"));
    private static final UserId USER = UserId.of("u");
    private static final MessageFilter ALL = MessageFilter.all();
    private static final SearchQuery WINE = SearchQuery.of("wine");
    private static final String WHY = "the embedding model of words/16 failed: IllegalStateException";

    private final InMemoryStorage storage = InMemoryStorage.create();
    private final WordModel model = new WordModel();
    private final Embedder embedder = Embedder.of(model);
    private final EmbeddingSearch search = new EmbeddingSearch(storage.search(), embedder, CLOCK);

    @BeforeEach
    void store() {
        storage.chat()
                .append(
                        USER,
                        ThreadId.of("web"),
                        List.of(NewMessage.user("wine at nine"), NewMessage.user("green tea")));
        storage.memories().add(USER, NewMemory.fact("drink", "wine"));
        new EmbeddingBackfill(storage.vectors(), embedder).run();
        model.calls().clear();
        embedder.clearCache();
    }

    @Test
    void the_text_is_embedded_where_the_mode_needs_it() {
        SearchResult<Message> hybrid = search.messages(USER, WINE, ALL);
        assertThat(hybrid.semanticOff()).isNull();
        assertThat(hybrid.hits().get(0).item().text()).isEqualTo("wine at nine");
        assertThat(hybrid.hits().get(0).explain().semantic()).isNotNull();
        assertThat(hybrid.hits().get(0).explain().keyword()).isNotNull();
        assertThat(search.messages(USER, WINE.in(SearchMode.SEMANTIC), ALL).hits())
                .hasSize(2);
        assertThat(model.calls()).containsExactly(List.of("wine"));
    }

    @Test
    void a_search_by_word_asks_no_model() {
        assertThat(search.messages(USER, WINE.in(SearchMode.KEYWORD), ALL).hits())
                .hasSize(1);
        assertThat(model.calls()).isEmpty();
    }

    @Test
    void a_vector_that_the_query_brings_is_taken() {
        SearchQuery query = WINE.vector(embedder.embed("green tea")).in(SearchMode.SEMANTIC);
        model.calls().clear();
        assertThat(search.messages(USER, query, ALL).hits().get(0).item().text())
                .isEqualTo("green tea");
        assertThat(model.calls()).isEmpty();
    }

    @Test
    void a_hybrid_search_runs_by_word_and_says_so_when_the_model_fails() {
        model.down();
        assertThat(search.messages(USER, WINE, ALL))
                .returns(WHY, SearchResult::semanticOff)
                .matches(result -> result.hits().size() == 1);
        assertThat(search.memories(USER, WINE, MemoryFilter.all()))
                .returns(WHY, SearchResult::semanticOff)
                .matches(result -> result.hits().size() == 1);
        assertThat(search.threads(USER, WINE, ALL))
                .returns(WHY, SearchResult::semanticOff)
                .matches(result -> result.hits().size() == 1);
    }

    @Test
    void a_semantic_search_fails_with_the_model() {
        model.down();
        assertThatExceptionOfType(ModelFailed.class)
                .isThrownBy(() -> search.messages(USER, WINE.in(SearchMode.SEMANTIC), ALL))
                .withMessage(WHY);
    }

    @Test
    void a_hybrid_search_without_a_model_runs_by_word_and_says_so() {
        SearchResult<Message> result = new EmbeddingSearch(storage.search(), null, CLOCK).messages(USER, WINE, ALL);
        assertThat(result.hits()).hasSize(1);
        assertThat(result.semanticOff()).isEqualTo("the query has no vector");
    }

    @Test
    void a_blank_text_finds_nothing_and_asks_no_model() {
        for (SearchMode mode : SearchMode.values()) {
            SearchQuery blank = SearchQuery.of(" ").in(mode);
            assertThat(search.messages(USER, blank, ALL).hits()).as("%s", mode).isEmpty();
            assertThat(search.memories(USER, blank, MemoryFilter.all()).hits())
                    .as("%s", mode)
                    .isEmpty();
            assertThat(search.threads(USER, blank, ALL).hits()).as("%s", mode).isEmpty();
        }
        assertThat(model.calls()).isEmpty();
    }

    @Test
    void a_failure_of_the_storage_is_not_taken_for_one_of_the_model() {
        EmbeddingSearch stray = new EmbeddingSearch(InMemoryStorage.create().search(), embedder, CLOCK);
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> stray.messages(USER, WINE, ALL));
    }
}
