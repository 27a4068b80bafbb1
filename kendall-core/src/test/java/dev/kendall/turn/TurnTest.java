package dev.kendall.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.Role;
import dev.kendall.context.ContextLimits;
import dev.kendall.embedding.Embedder;
import dev.kendall.failure.Conflict;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.fixture.FaultyStorage;
import dev.kendall.fixture.FaultyStorage.Fault;
import dev.kendall.fixture.ManualClock;
import dev.kendall.fixture.NoWaits;
import dev.kendall.fixture.PlainStorage;
import dev.kendall.fixture.SequentialIds;
import dev.kendall.fixture.WordModel;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryType;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.PageRequest;
import dev.kendall.search.Hit;
import dev.kendall.storage.Change;
import dev.kendall.storage.OutboxEntry;
import dev.kendall.storage.Storage;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TurnTest {
    private static final UserId USER = UserId.of("u");
    private static final ThreadId WEB = ThreadId.of("web");
    private static final String OPENED = "2026-03-01T10:00:00.123456Z";
    private static final String DOWN = "the embedding model of words/16 failed: IllegalStateException";

    @RegisterExtension
    final NoWaits waits = new NoWaits();

    private final ManualClock clock = new ManualClock(OPENED);
    private final InMemoryStorage storage =
            InMemoryStorage.builder().clock(clock).build();
    private final WordModel model = new WordModel();
    private final Embedder embedder = Embedder.of(model);
    private final SequentialIds ids = new SequentialIds();

    TurnTest() {
        storage.vectors().addSpace(embedder.space());
    }

    private Turn open(Storage storage, String text) {
        return new Turns(storage, embedder, null, clock, new SequentialIds(), TurnOptions.defaults())
                .open(USER, WEB, text);
    }

    /** A turn with ids of its own, for tests of several turns. */
    private Turn openNext(String text) {
        return new Turns(storage, embedder, null, clock, ids, TurnOptions.defaults()).open(USER, WEB, text);
    }

    private List<Message> messages() {
        return storage.chat()
                .list(USER, MessageFilter.all(), PageRequest.first(100))
                .items();
    }

    private List<Change> outbox() {
        return storage.inTransaction(tx -> tx.outbox().list(100)).stream()
                .map(OutboxEntry::change)
                .toList();
    }

    private static Change told(MemoryId... recalled) {
        return new Change.TurnCompleted(
                USER, WEB, new MessageId(SequentialIds.id(1)), new MessageId(SequentialIds.id(2)), List.of(recalled));
    }

    @Test
    void a_turn_that_is_not_completed_leaves_nothing_behind() {
        Turn turn = open(storage, "Ring John");
        turn.prompt(TokenBudget.of(1_000));

        assertThat(turn)
                .returns(USER, Turn::user)
                .returns(WEB, Turn::thread)
                .returns("Ring John", Turn::text)
                .returns(Instant.parse(OPENED), Turn::openedAt);
        assertThat(storage.users().find(USER)).isEmpty();
        assertThat(outbox()).isEmpty();
    }

    @Test
    void a_completed_turn_is_stored_with_vectors_and_told() {
        Turn turn = open(storage, "Ring John");
        clock.advance(Duration.ofSeconds(5));
        CompletedTurn completed = turn.complete("Ringing him");

        assertThat(completed.unembedded()).isNull();
        assertThat(messages()).containsExactly(completed.answer(), completed.question());
        assertThat(completed.question())
                .returns(new MessageId(SequentialIds.id(1)), Message::id)
                .returns(Role.USER, Message::role)
                .returns("Ring John", Message::text)
                .returns(Instant.parse(OPENED), Message::createdAt);
        assertThat(completed.answer())
                .returns(new MessageId(SequentialIds.id(2)), Message::id)
                .returns(Role.ASSISTANT, Message::role)
                .returns("Ringing him", Message::text)
                .returns(Instant.parse(OPENED).plusSeconds(5), Message::createdAt);
        assertThat(storage.vectors().countUnembedded(USER, embedder.space())).isZero();
        assertThat(model.calls())
                .as("the text is embedded once")
                .containsExactly(List.of("Ring John"), List.of("Ringing him"));
        assertThat(outbox()).containsExactly(told());
    }

    @Test
    void a_reply_is_never_earlier_than_its_question() {
        Turn turn = open(storage, "Ring John");
        clock.advance(Duration.ofHours(-1));
        assertThat(turn.complete("Yes").answer().createdAt()).isEqualTo(OPENED);
        assertThat(messages()).extracting(Message::text).containsExactly("Yes", "Ring John");
    }

    @Test
    void completing_again_with_the_same_reply_gives_the_same_and_stores_nothing() {
        Turn turn = open(storage, "Ring John");
        CompletedTurn completed = turn.complete("Yes");
        clock.advance(Duration.ofMinutes(1));

        assertThat(turn.complete("Yes")).isEqualTo(completed);
        assertThat(messages()).hasSize(2);
        assertThat(outbox()).hasSize(1);
    }

    @Test
    void completing_again_with_another_reply_is_the_callers_mistake() {
        Turn turn = open(storage, "Ring John");
        turn.complete("Yes");
        assertThatIllegalStateException()
                .isThrownBy(() -> turn.complete("No"))
                .withMessage("this turn of user u in thread web is completed with another reply; open a new turn");
        assertThat(messages()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"BEFORE", "AFTER_COMMIT"})
    void completing_can_be_repeated_after_the_storage_was_away(Fault fault) {
        FaultyStorage faulty = new FaultyStorage(storage).plan(fault).plan(fault);
        Turn turn = open(faulty, "Ring John");
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(StorageUnavailable.class).isThrownBy(() -> turn.complete("Yes"));
            clock.advance(Duration.ofMinutes(1));
        }

        CompletedTurn completed = turn.complete("Yes");

        assertThat(messages()).containsExactly(completed.answer(), completed.question());
        assertThat(completed.answer().createdAt()).as("the first try's time").isEqualTo(OPENED);
        assertThat(outbox()).containsExactly(told());
        assertThat(storage.vectors().countUnembedded(USER, embedder.space())).isZero();
        assertThat(waits.millis()).as("only a lost race is redone by itself").isEmpty();
    }

    @Test
    void after_a_failure_that_stored_nothing_another_reply_may_be_completed() {
        Turn turn = open(new FaultyStorage(storage).plan(Fault.BEFORE), "Ring John");
        assertThatExceptionOfType(StorageUnavailable.class).isThrownBy(() -> turn.complete("Yes"));
        assertThat(turn.complete("No").answer().text()).isEqualTo("No");
    }

    @Test
    void a_text_that_is_kept_is_stored_alone_and_not_told() {
        Turn turn = open(storage, "Ring John");
        clock.advance(Duration.ofSeconds(5));
        Message kept = turn.keep();

        assertThat(kept)
                .returns(new MessageId(SequentialIds.id(1)), Message::id)
                .returns(Role.USER, Message::role)
                .returns("Ring John", Message::text)
                .returns(Instant.parse(OPENED), Message::createdAt);
        assertThat(turn.keep()).isEqualTo(kept);
        assertThat(messages()).containsExactly(kept);
        assertThat(storage.vectors().countUnembedded(USER, embedder.space())).isZero();
        assertThat(outbox()).isEmpty();
    }

    @Test
    void a_turn_that_was_kept_can_be_completed_and_kept_again() {
        Turn turn = open(storage, "Ring John");
        Message kept = turn.keep();
        CompletedTurn completed = turn.complete("Yes");

        assertThat(completed.question()).isEqualTo(kept);
        assertThat(turn.keep()).isEqualTo(kept);
        assertThat(messages()).containsExactly(completed.answer(), kept);
        assertThat(outbox()).containsExactly(told());
    }

    @Test
    void a_text_is_kept_while_the_model_is_down_and_on_a_storage_without_transactions() {
        model.down();
        assertThat(messages()).isEmpty();
        Message kept = open(new PlainStorage(storage), "Ring John").keep();
        assertThat(messages()).containsExactly(kept);
        assertThat(storage.vectors().countUnembedded(USER, embedder.space())).isEqualTo(1);
    }

    @Test
    void a_lost_race_is_redone() {
        FaultyStorage faulty = new FaultyStorage(storage);
        IntStream.range(0, 29).forEach(i -> faulty.plan(Fault.LOST_RACE));
        Turn turn = open(faulty, "Ring John");
        turn.complete("Yes");

        assertThat(faulty.planned()).isZero();
        assertThat(messages()).hasSize(2);
        assertThat(outbox()).hasSize(1);
        assertThat(waits.millis()).hasSize(29).allMatch(millis -> millis <= 75);
    }

    @Test
    void races_without_end_are_given_up_and_completing_can_be_repeated() {
        FaultyStorage faulty = new FaultyStorage(storage);
        IntStream.range(0, 30).forEach(i -> faulty.plan(Fault.LOST_RACE));
        Turn turn = open(faulty, "Ring John");
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> turn.complete("Yes"))
                .returns(true, Conflict::isLostRace);
        turn.complete("Yes");
        assertThat(messages()).hasSize(2);
    }

    @Test
    void a_conflict_that_no_repetition_can_mend_is_not_redone() {
        Turn turn = open(new FaultyStorage(storage).plan(Fault.AFTER_COMMIT), "Ring John");
        assertThatExceptionOfType(StorageUnavailable.class).isThrownBy(() -> turn.complete("Yes"));

        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> turn.complete("No"))
                .returns(false, Conflict::isLostRace);

        assertThat(waits.millis()).isEmpty();
        assertThat(messages()).extracting(Message::text).containsExactlyInAnyOrder("Yes", "Ring John");
        assertThat(turn.complete("Yes").answer().text()).isEqualTo("Yes");
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void keeping_can_be_repeated_after_the_storage_was_away_and_redoes_a_lost_race(Fault fault) {
        Turn turn = open(new FaultyStorage(storage).plan(fault), "Ring John");
        if (fault != Fault.LOST_RACE) {
            assertThatExceptionOfType(StorageUnavailable.class).isThrownBy(turn::keep);
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(messages()).hasSize(fault == Fault.AFTER_COMMIT ? 1 : 0);
        Message kept = turn.keep();
        assertThat(messages()).containsExactly(kept);
    }

    @Test
    void an_invalid_reply_is_refused_and_a_valid_one_completes() {
        Turn turn = open(storage, "Ring John");
        assertThatIllegalArgumentException().isThrownBy(() -> turn.complete("Yes\0"));
        assertThatIllegalArgumentException().isThrownBy(() -> turn.complete("x".repeat(100_001)));
        assertThat(messages()).isEmpty();
        turn.complete("Yes");
        assertThat(messages()).hasSize(2);
    }

    @Test
    void an_invalid_text_opens_no_turn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(storage, "wine\0"))
                .withMessageStartingWith("incoming text ");
        assertThat(model.calls()).isEmpty();
    }

    @Test
    void blank_texts_are_stored_without_vectors_and_nothing_is_missing() {
        CompletedTurn completed = open(storage, " ").complete("");
        assertThat(completed.unembedded()).isNull();
        assertThat(messages()).hasSize(2);
        assertThat(model.calls()).isEmpty();
    }

    @Test
    void a_blank_text_still_makes_a_prompt() {
        assertThat(open(storage, "").prompt(TokenBudget.of(1_000)).messages()).hasSize(2);
    }

    @Test
    void a_turn_opens_and_completes_while_the_model_is_down() {
        storage.memories().add(USER, NewMemory.fact("brother", "John"));
        model.down();
        Turn turn = open(storage, "Ring John");
        assertThat(turn.context().semanticOff()).isEqualTo(DOWN);
        assertThat(turn.context().memories()).hasSize(1);

        CompletedTurn completed = turn.complete("Yes");

        assertThat(completed.unembedded()).isEqualTo(DOWN);
        assertThat(messages()).hasSize(2);
        assertThat(outbox()).hasSize(1);
        assertThat(storage.vectors().countUnembedded(USER, embedder.space())).isEqualTo(3);
    }

    @Test
    void a_model_that_is_back_at_completion_embeds_both() {
        model.down();
        Turn turn = open(storage, "Ring John");
        model.up();
        assertThat(turn.complete("Yes").unembedded()).isNull();
        assertThat(storage.vectors().countUnembedded(USER, embedder.space())).isZero();
    }

    @Test
    void a_model_that_fails_at_completion_costs_only_the_replys_vector() {
        Turn turn = open(storage, "Ring John");
        model.down();
        assertThat(turn.complete("Yes").unembedded()).isEqualTo(DOWN);
        assertThat(storage.vectors().countUnembedded(USER, embedder.space())).isEqualTo(1);
    }

    @Test
    void without_a_model_a_turn_works_by_word_and_says_so() {
        storage.memories().add(USER, NewMemory.fact("brother", "John"));
        Turn turn = new Turns(storage, null, null, clock, new SequentialIds(), TurnOptions.defaults())
                .open(USER, WEB, "Ring John");
        assertThat(turn.context().semanticOff()).isEqualTo("the query has no vector");
        assertThat(turn.context().memories()).hasSize(1);
        assertThat(turn.complete("Yes").unembedded()).isEqualTo("there is no embedding model");
        assertThat(messages()).hasSize(2);
    }

    @Test
    void the_event_names_the_memories_that_the_prompt_told() {
        Memory told = storage.memories().add(USER, NewMemory.of(MemoryType.INSTRUCTION, "tone", "Be brief"));
        storage.memories().add(USER, NewMemory.fact("brother", "John ".repeat(5_000)));
        Turn turn = open(storage, "Ring John");
        assertThat(turn.prompt(TokenBudget.of(500)).recalled()).containsExactly(told.id());
        turn.complete("Yes");
        assertThat(outbox()).containsExactly(told(told.id()));
    }

    @Test
    void the_event_names_the_memories_of_every_prompt_once() {
        Memory brief = storage.memories().add(USER, NewMemory.of(MemoryType.INSTRUCTION, "tone", "Be brief"));
        Memory john = storage.memories().add(USER, NewMemory.fact("brother", "John ".repeat(5_000)));
        Turn turn = open(storage, "Ring John");
        turn.prompt(TokenBudget.of(500));
        turn.prompt(TokenBudget.of(50_000));
        turn.complete("Yes");
        assertThat(outbox()).containsExactly(told(brief.id(), john.id()));
    }

    @Test
    void without_a_prompt_the_event_names_every_memory_of_the_context() {
        Memory brief = storage.memories().add(USER, NewMemory.of(MemoryType.INSTRUCTION, "tone", "Be brief"));
        Memory john = storage.memories().add(USER, NewMemory.fact("brother", "John"));
        open(storage, "Ring John").complete("Yes");
        assertThat(outbox()).containsExactly(told(brief.id(), john.id()));
    }

    @Test
    void a_storage_without_transactions_keeps_the_messages_and_vectors() {
        Turn turn = open(new PlainStorage(storage), "Ring John");
        CompletedTurn completed = turn.complete("Yes");

        assertThat(messages()).containsExactly(completed.answer(), completed.question());
        assertThat(turn.complete("Yes")).isEqualTo(completed);
        assertThat(storage.vectors().countUnembedded(USER, embedder.space())).isZero();
        assertThat(outbox()).isEmpty();
    }

    @Test
    void the_context_is_the_same_however_the_storage_reads_it() {
        storage.memories().add(USER, NewMemory.fact("brother", "John"));
        for (int i = 0; i < 30; i++) {
            clock.advance(Duration.ofSeconds(1));
            openNext("Ring John " + i).complete("Ringing " + i);
        }
        assertThat(open(new PlainStorage(storage), "Who rang John?").context())
                .isEqualTo(open(storage, "Who rang John?").context());
    }

    @Test
    void what_is_recent_is_oldest_first_and_not_similar_too() {
        for (int i = 0; i < 15; i++) {
            clock.advance(Duration.ofSeconds(1));
            openNext("Ring John " + i).complete("Yes " + i);
        }
        Turn turn = open(storage, "Ring John");

        List<Message> recent = turn.context().recent();
        assertThat(recent).hasSize(20).isSortedAccordingTo(Message.CHRONOLOGICAL);
        assertThat(recent.get(19).text()).isEqualTo("Yes 14");
        assertThat(turn.context().similar()).hasSize(8).extracting(Hit::item).doesNotContainAnyElementsOf(recent);
    }

    @Test
    void what_is_limited_to_0_is_left_out() {
        storage.memories().add(USER, NewMemory.of(MemoryType.INSTRUCTION, "tone", "Be brief"));
        open(storage, "Ring John").complete("Yes");
        Turn turn = new Turns(
                        storage,
                        embedder,
                        null,
                        clock,
                        ids,
                        TurnOptions.defaults().withLimits(new ContextLimits(0, 0, 0, 0, 0, 0)))
                .open(USER, WEB, "Ring John");
        assertThat(turn.context())
                .matches(context -> context.recent().isEmpty())
                .matches(context -> context.similar().isEmpty())
                .matches(context -> context.instructions().isEmpty())
                .matches(context -> context.memories().isEmpty());
    }

    @Test
    void sixteen_threads_completing_one_turn_store_it_once() throws Exception {
        Turn turn = open(storage, "Ring John");
        assertThat(together(16, () -> turn.complete("Yes"))).hasSize(16).containsOnly(turn.complete("Yes"));
        assertThat(messages()).hasSize(2);
        assertThat(outbox()).hasSize(1);
    }

    private static <T> List<T> together(int threads, Callable<T> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : pool.invokeAll(
                    IntStream.range(0, threads).mapToObj(i -> work).toList())) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
