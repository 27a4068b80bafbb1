package dev.kendall.reranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kendall.Kendall;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.NewMessage;
import dev.kendall.context.TurnContext;
import dev.kendall.embedding.Embedder;
import dev.kendall.failure.ModelFailed;
import dev.kendall.fixture.WordModel;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.NewMemory;
import dev.kendall.search.Hit;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.SearchResult;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RerankingTest {
    private static final UserId USER = UserId.of("u");
    private static final SearchQuery WINE = SearchQuery.of("wine");
    private static final String SHORT = "wine";
    private static final String LONG = "wine for all of the guests of the evening in the garden";
    private static final Function<List<String>, List<Double>> BY_LENGTH =
            texts -> texts.stream().map(text -> (double) text.length()).toList();

    private final InMemoryStorage storage = InMemoryStorage.create();
    private final List<List<String>> asked = new ArrayList<>();
    private Function<List<String>, List<Double>> model = BY_LENGTH;

    private Reranker reranker() {
        return Reranker.of((segments, query) -> {
                    List<String> texts =
                            segments.stream().map(TextSegment::text).toList();
                    asked.add(texts);
                    return Response.from(model.apply(texts));
                })
                .weight(1);
    }

    private Kendall reopen(Reranker reranker) {
        return Kendall.builder(storage)
                .embedder(Embedder.of(new WordModel()))
                .reranker(reranker)
                .open();
    }

    private Kendall open(Reranker reranker) {
        Kendall kendall = reopen(reranker);
        storage.chat()
                .append(
                        USER,
                        ThreadId.of("web"),
                        List.of(
                                NewMessage.user(LONG),
                                NewMessage.user("wine at nine"),
                                NewMessage.user(SHORT),
                                NewMessage.user("green tea")));
        storage.memories().add(USER, NewMemory.fact("drink", "wine"));
        storage.memories().add(USER, NewMemory.fact("drink at the table on Sundays", "wine"));
        kendall.embedPending();
        return kendall;
    }

    private static SearchResult<Message> search(Kendall kendall, SearchQuery query) {
        return kendall.search().messages(USER, query, MessageFilter.all());
    }

    private static List<String> texts(SearchResult<Message> result) {
        return result.hits().stream().map(hit -> hit.item().text()).toList();
    }

    @Test
    void a_hybrid_search_is_in_the_models_order() {
        SearchResult<Message> result = search(open(reranker()), WINE);
        assertThat(texts(result)).startsWith(LONG, "wine at nine").endsWith(SHORT);
        Hit<Message> best = result.hits().get(0);
        assertThat(best.explain().reranked()).isEqualTo(LONG.length());
        assertThat(best.explain().fused()).isPositive();
        assertThat(best.explain().toString()).contains("reranked");
        assertThat(result.rerankingOff()).isNull();
    }

    @Test
    void the_model_counts_by_its_weight() {
        Kendall plain = open(reranker().weight(0));
        List<String> own = texts(search(plain, WINE));
        assertThat(own).hasSize(4).endsWith("green tea");
        model = texts -> texts.stream()
                .map(text -> text.endsWith("green tea") ? 1e308 : -1e308)
                .toList();
        for (double weight : List.of(.6, 1.0)) {
            assertThat(texts(search(reopen(reranker().weight(weight)), WINE)))
                    .as("what the model does not tell apart stays in its order")
                    .containsExactly("green tea", own.get(0), own.get(1), own.get(2));
        }
        assertThat(texts(search(reopen(reranker().weight(.1)), WINE))).isEqualTo(own);
        model = texts -> texts.stream().map(text -> 7.0).toList();
        assertThat(texts(search(reopen(reranker()), WINE)))
                .as("a model that cannot tell them apart")
                .isEqualTo(own);
        SearchResult<Message> result = search(reopen(reranker()), WINE);
        assertThat(result.hits()).extracting(Hit::score).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void the_best_of_all_candidates_are_kept() {
        Kendall kendall = open(reranker());
        assertThat(texts(search(kendall, WINE.limit(1)))).containsExactly(LONG);
        assertThat(asked.get(0)).hasSize(4);
        assertThat(kendall.search()
                        .memories(USER, WINE.limit(1), MemoryFilter.all())
                        .hits())
                .singleElement()
                .returns("drink at the table on Sundays", hit -> hit.item().key());
    }

    @Test
    void no_more_go_to_the_model_than_it_is_to_have() {
        Kendall kendall = open(reranker().candidates(2));
        assertThat(search(kendall, WINE.limit(1)).hits()).hasSize(1);
        assertThat(search(kendall, WINE.limit(3)).hits()).hasSize(3);
        assertThat(asked).extracting(List::size).containsExactly(2, 3);
    }

    @Test
    void other_searches_ask_no_model() {
        Kendall kendall = open(reranker());
        assertThat(search(kendall, WINE.in(SearchMode.KEYWORD)).hits()).isNotEmpty();
        assertThat(search(kendall, WINE.in(SearchMode.SEMANTIC)).hits()).isNotEmpty();
        assertThat(kendall.search().threads(USER, WINE, MessageFilter.all()).hits())
                .isNotEmpty();
        assertThat(search(kendall, SearchQuery.of(" ")).hits()).isEmpty();
        assertThat(search(kendall, WINE.in(SearchMode.KEYWORD))
                        .hits()
                        .get(0)
                        .explain()
                        .reranked())
                .isNull();
        kendall.turn(USER, ThreadId.of("phone"), " ");
        assertThat(asked).isEmpty();
    }

    @Test
    void a_model_that_fails_leaves_what_was_found() {
        Kendall kendall = open(reranker());
        model = texts -> {
            throw new IllegalStateException(texts.get(0));
        };
        SearchResult<Message> result = search(kendall, WINE.limit(2));
        assertThat(result.rerankingOff()).isEqualTo("the reranking model failed: IllegalStateException");
        assertThat(result.hits())
                .hasSize(2)
                .allSatisfy(
                        hit -> assertThat(hit.score()).isEqualTo(hit.explain().fused()));
    }

    @Test
    void an_answer_that_is_none_is_told() {
        Kendall kendall = open(reranker());
        model = texts -> List.of(1.0);
        assertThat(search(kendall, WINE).rerankingOff())
                .isEqualTo("the reranking model failed: it answered 4 texts with 1 scores");
        model = texts -> texts.stream().map(text -> Double.NaN).toList();
        assertThat(search(kendall, WINE).rerankingOff())
                .isEqualTo("the reranking model failed: it gave a score that is no finite number");
        model = texts -> Arrays.asList(1.0, null, 1.0, 1.0);
        assertThat(search(kendall, WINE).rerankingOff())
                .isEqualTo("the reranking model failed: it gave a score that is no finite number");
        model = texts -> null;
        assertThat(search(kendall, WINE).rerankingOff()).startsWith("the reranking model failed: ");
    }

    @Test
    void a_turn_asks_once_for_messages_and_memories() {
        TurnContext context =
                open(reranker()).turn(USER, ThreadId.of("phone"), "wine").context();
        assertThat(asked).singleElement().satisfies(texts -> assertThat(texts).hasSize(6));
        assertThat(context.similar().get(0).item().text()).isEqualTo(LONG);
        assertThat(context.memories().get(0).item().key()).isEqualTo("drink at the table on Sundays");
        assertThat(context.rerankingOff()).isNull();
    }

    @Test
    void a_turn_says_when_the_model_failed() {
        Kendall kendall = open(reranker());
        model = texts -> List.of();
        TurnContext context = kendall.turn(USER, ThreadId.of("phone"), "wine").context();
        assertThat(context.rerankingOff()).isEqualTo("the reranking model failed: it answered 6 texts with 0 scores");
        assertThat(context.similar()).isNotEmpty();
        assertThat(context.withSemanticOff("so").rerankingOff()).isEqualTo(context.rerankingOff());
    }

    @Test
    void an_interrupt_is_kept() {
        model = texts -> {
            throw new IllegalStateException(new InterruptedException());
        };
        assertThatExceptionOfType(ModelFailed.class).isThrownBy(() -> reranker().scores("a", List.of("b")));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void settings_have_limits() {
        assertThatIllegalArgumentException().isThrownBy(() -> reranker().candidates(0));
        assertThatIllegalArgumentException().isThrownBy(() -> reranker().candidates(101));
        assertThatIllegalArgumentException().isThrownBy(() -> reranker().weight(-.1));
        assertThatIllegalArgumentException().isThrownBy(() -> reranker().weight(1.1));
        assertThatIllegalArgumentException().isThrownBy(() -> reranker().weight(Double.NaN));
    }
}
