package dev.kendall.testkit;

import static dev.kendall.testkit.DifferentialRun.differences;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.chat.ChatStore;
import dev.kendall.chat.Message;
import dev.kendall.contact.ContactStore;
import dev.kendall.context.ContextReader;
import dev.kendall.context.TurnContext;
import dev.kendall.failure.Conflict;
import dev.kendall.failure.NotFound;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryStore;
import dev.kendall.page.Cursor;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternStore;
import dev.kendall.search.Hit;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.search.SearchResult;
import dev.kendall.search.SearchStore;
import dev.kendall.search.VectorStore;
import dev.kendall.storage.ErasureReceipt;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.testkit.Tampering.Answer;
import dev.kendall.thread.ThreadStore;
import dev.kendall.user.User;
import dev.kendall.user.UserStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The differential suite finds what is planted, and nothing in what may differ. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PlantedDifferencesTest {
    private static final java.util.regex.Pattern TO_SEE_IT_AGAIN = java.util.regex.Pattern.compile(
            "; to see it again: -Dkendall\\.differential\\.seed=(\\d+) -Dkendall\\.differential\\.histories=1\n");

    /** In-memory storage with a fault, made of it by {@code fault}. */
    private static StorageFixture broken(UnaryOperator<TransactionalStorage> fault) {
        return (clock, ids) -> fault.apply((TransactionalStorage) InMemory.FIXTURE.open(clock, ids));
    }

    private static <T> StorageFixture broken(String accessor, Class<T> store, String method, Answer answer) {
        return broken(storage -> with(storage, accessor, store, method, answer));
    }

    /** {@code storage} in which the store that {@code accessor} gives answers one of its methods otherwise. */
    private static <T> TransactionalStorage with(
            TransactionalStorage storage, String accessor, Class<T> store, String method, Answer answer) {
        return Tampering.with(
                TransactionalStorage.class,
                storage,
                accessor,
                call -> Tampering.with(store, store.cast(call.proceed()), method, answer));
    }

    private static void assertFound(StorageFixture fixture, String... told) {
        assertThat(differences(fixture))
                .isNotEmpty()
                .anySatisfy(difference -> assertThat(difference).contains(told));
    }

    @Test
    void a_version_that_is_not_looked_at() {
        assertFound(
                broken(storage -> with(storage, "users", UserStore.class, "update", call -> {
                    User user = call.argument(0, User.class);
                    return storage.users().save(user.id(), user.profile());
                })),
                "call:       users().update(User[id=\"",
                "in memory:  dev.kendall.failure.Conflict: user ",
                "backend:    User[id=\"",
                "before it:\n  ");
    }

    @Test
    void ties_in_another_order() {
        assertFound(
                broken("patterns", PatternStore.class, "list", call -> {
                    Page<?> page = (Page<?>) call.proceed();
                    return new Page<>(
                            page.items().stream()
                                    .map(Pattern.class::cast)
                                    .sorted(Comparator.comparing(Pattern::confidence)
                                            .thenComparing(Pattern::id)
                                            .reversed())
                                    .toList(),
                            page.next());
                }),
                "patterns().list, ");
    }

    @Test
    void a_cursor_that_skips_a_row() {
        assertFound(
                broken("threads", ThreadStore.class, "list", call -> {
                    Page<?> page = (Page<?>) call.proceed();
                    Cursor next = page.next();
                    if (next == null) {
                        return page;
                    }
                    Page<?> one =
                            (Page<?>) call.proceedWith(1, PageRequest.first(1).after(next));
                    return new Page<>(page.items(), one.next());
                }),
                "threads().list, ",
                "difference: ");
    }

    @Test
    void a_failure_of_another_class() {
        assertFound(
                broken("memories", MemoryStore.class, "retract", call -> {
                    try {
                        return call.proceed();
                    } catch (NotFound e) {
                        throw new IllegalArgumentException(e);
                    }
                }),
                "memories().retract",
                "the failures are of different classes");
    }

    @Test
    void a_stale_version_that_is_called_a_lost_race() {
        assertFound(
                broken("contacts", ContactStore.class, "update", call -> {
                    try {
                        return call.proceed();
                    } catch (Conflict e) {
                        throw Conflict.lostRace("try again");
                    }
                }),
                "contacts().update",
                "one conflict is a lost race and the other is not");
    }

    @Test
    void an_answer_that_is_not_what_was_stored() {
        assertFound(
                broken("chat", ChatStore.class, "append", call -> {
                    List<?> stored = (List<?>) call.proceed();
                    return stored.stream()
                            .map(Message.class::cast)
                            .map(message -> new Message(
                                    message.user(),
                                    message.thread(),
                                    message.id(),
                                    message.role(),
                                    message.type(),
                                    message.speaker(),
                                    message.text().strip(),
                                    message.createdAt(),
                                    message.attributes()))
                            .toList();
                }),
                "chat().append");
    }

    @Test
    void work_that_is_kept_although_it_failed() {
        assertFound(
                broken(storage -> Tampering.with(TransactionalStorage.class, storage, "inTransaction", call -> {
                    TransactionalStorage.Work<?, ?> work = call.argument(0, TransactionalStorage.Work.class);
                    List<Throwable> failure = new ArrayList<>();
                    Object result = storage.inTransaction(tx -> {
                        try {
                            return work.run(tx);
                        } catch (Throwable e) {
                            failure.add(e);
                            return "failed";
                        }
                    });
                    if (!failure.isEmpty()) {
                        throw failure.get(0);
                    }
                    return result;
                })),
                "transaction is abandoned");
    }

    @Test
    void a_failure_of_the_work_that_is_swallowed() {
        assertFound(
                broken(storage -> Tampering.with(TransactionalStorage.class, storage, "inTransaction", call -> {
                    try {
                        return call.proceed();
                    } catch (Exception e) {
                        return null;
                    }
                })),
                "and what came out is null");
    }

    @Test
    void an_erasure_that_is_counted_wrongly() {
        assertFound(
                broken(storage -> Tampering.with(TransactionalStorage.class, storage, "erase", call -> {
                    ErasureReceipt receipt = (ErasureReceipt) call.proceed();
                    return new ErasureReceipt(receipt.user(), receipt.erasedAt(), Map.of());
                })),
                "erase(");
    }

    @Test
    void vectors_that_count_as_missing_although_they_are_there() {
        assertFound(
                broken("vectors", VectorStore.class, "countUnembedded", call -> (Long) call.proceed() + 1),
                "vectors().countUnembedded");
    }

    @Test
    void a_score_that_is_a_little_too_high() {
        assertFound(
                broken("search", SearchStore.class, "memories", call -> scored(call, score -> score * 1.001)),
                "search().memories",
                "the score is ");
    }

    private static Object scored(Tampering.Call call, DoubleUnaryOperator change) throws Throwable {
        SearchResult<?> result = (SearchResult<?>) call.proceed();
        return call.argument(1, SearchQuery.class).mode() == SearchMode.SEMANTIC ? scored(result, change) : result;
    }

    private static <T> SearchResult<T> scored(SearchResult<T> result, DoubleUnaryOperator change) {
        return new SearchResult<>(
                result.hits().stream()
                        .map(hit -> new Hit<>(hit.item(), change.applyAsDouble(hit.score()), hit.explain()))
                        .toList(),
                result.unembedded(),
                result.semanticOff());
    }

    @Test
    void a_hybrid_search_that_ranks_otherwise_than_its_arms() {
        assertFound(
                broken("search", SearchStore.class, "messages", call -> {
                    SearchResult<?> result = (SearchResult<?>) call.proceed();
                    SearchQuery query = call.argument(1, SearchQuery.class);
                    return query.mode() == SearchMode.HYBRID && query.vector() != null ? turned(result) : result;
                }),
                "search().messages",
                "as its own arms have it");
    }

    private static <T> SearchResult<T> turned(SearchResult<T> result) {
        List<Hit<T>> hits = new ArrayList<>(result.hits());
        Collections.reverse(hits);
        List<Hit<T>> same = new ArrayList<>();
        for (int i = 0; i < hits.size(); i++) {
            Hit<T> hit = result.hits().get(i);
            same.add(new Hit<>(hits.get(i).item(), hit.score(), hit.explain()));
        }
        return new SearchResult<>(same, result.unembedded(), result.semanticOff());
    }

    @Test
    void a_context_without_the_last_memory_that_a_search_finds() {
        assertFound(
                broken("context", ContextReader.class, "read", call -> {
                    TurnContext context = (TurnContext) call.proceed();
                    return new TurnContext(
                            context.profile(),
                            context.recent(),
                            context.similar(),
                            context.instructions(),
                            context.memories().stream()
                                    .limit(Math.max(0, context.memories().size() - 1))
                                    .toList(),
                            context.patterns(),
                            context.contacts(),
                            context.unembedded(),
                            context.semanticOff());
                }),
                "context().read",
                "memories, as its own search finds them");
    }

    @Test
    void a_difference_is_found_again_by_its_seed() {
        StorageFixture late = broken(
                "memories",
                MemoryStore.class,
                "find",
                call -> ((Optional<?>) call.proceed()).map(Memory.class::cast).filter(Memory::isCurrent));
        String difference = differences(late).get(0);
        Matcher told = TO_SEE_IT_AGAIN.matcher(difference);
        assertThat(told.find()).as(difference).isTrue();
        assertThat(differences(late, Long.parseLong(told.group(1)), 1))
                .singleElement()
                .satisfies(again -> assertThat(rest(again)).isEqualTo(rest(difference)));
    }

    /** Without the number of the history, which is another when it is played alone. */
    private static String rest(String difference) {
        return difference.substring(difference.indexOf(", operation "));
    }

    @Test
    void rounding_is_no_difference() {
        assertThat(differences(
                        broken("search", SearchStore.class, "messages", call -> scored(call, score -> (float) score))))
                .isEmpty();
    }

    @Test
    void an_id_that_is_minted_and_not_used_is_no_difference() {
        assertThat(differences((clock, ids) -> with(
                        (TransactionalStorage) InMemory.FIXTURE.open(clock, ids),
                        "contacts",
                        ContactStore.class,
                        "upsert",
                        call -> {
                            Object stored = call.proceed();
                            ids.next();
                            return stored;
                        })))
                .isEmpty();
    }
}
