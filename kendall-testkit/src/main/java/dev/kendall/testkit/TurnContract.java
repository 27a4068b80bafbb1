package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.Kendall;
import dev.kendall.attributes.Attributes;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageType;
import dev.kendall.chat.Role;
import dev.kendall.contact.NewContact;
import dev.kendall.context.ContextLimits;
import dev.kendall.context.ContextQuery;
import dev.kendall.context.TurnContext;
import dev.kendall.embedding.Embedder;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryType;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.PatternType;
import dev.kendall.search.Hit;
import dev.kendall.storage.Capability;
import dev.kendall.storage.Change;
import dev.kendall.storage.OutboxEntry;
import dev.kendall.storage.Storage;
import dev.kendall.storage.Transaction;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.turn.CompletedTurn;
import dev.kendall.turn.Prompt;
import dev.kendall.turn.Recalled;
import dev.kendall.turn.TokenBudget;
import dev.kendall.turn.Turn;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.UserMessage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of a {@link Turn}, on this backend. */
@Needs({Capability.SEMANTIC_SEARCH, Capability.KEYWORD_SEARCH})
public abstract class TurnContract extends StorageContract {
    private static final String TEXT = "Ring John about the garden";
    private static final PageRequest FIRST = PageRequest.first(100);

    private FaultyEmbeddingModel model;

    @BeforeEach
    void prepareModel() {
        model = FaultyEmbeddingModel.over(HashingEmbeddingModel.create());
    }

    private Kendall kendall() {
        return kendall(storage);
    }

    private Kendall kendall(Storage on) {
        return Kendall.builder(on).embedder(Embedder.of(model)).clock(clock).open();
    }

    private Turn open() {
        return kendall().turn(ANNA, HOME, TEXT);
    }

    private List<Message> messages() {
        return storage.chat().list(ANNA, MessageFilter.all(), FIRST).items();
    }

    private List<OutboxEntry> told() {
        return transactional().inTransaction(tx -> tx.outbox().list(100));
    }

    private long unembedded() {
        return storage.vectors()
                .countUnembedded(ANNA, storage.vectors().findActive().orElseThrow());
    }

    /** A storage whose transactions fail at their last step, the outbox. */
    private TransactionalStorage failingAtTheOutbox(AtomicBoolean failing) {
        TransactionalStorage real = transactional();
        return Tampering.with(TransactionalStorage.class, real, "inTransaction", call -> {
            TransactionalStorage.Work<?, ?> work = call.argument(0, TransactionalStorage.Work.class);
            return real.inTransaction(tx -> work.run(Tampering.with(Transaction.class, tx, "outbox", outbox -> {
                if (failing.get()) {
                    throw unavailable();
                }
                return outbox.proceed();
            })));
        });
    }

    /** A storage that commits, and then cannot say so. */
    private TransactionalStorage failingAfterTheCommit(AtomicBoolean failing) {
        return Tampering.with(TransactionalStorage.class, transactional(), "inTransaction", call -> {
            Object result = call.proceed();
            if (failing.get()) {
                throw unavailable();
            }
            return result;
        });
    }

    private static StorageUnavailable unavailable() {
        return new StorageUnavailable("the storage is gone", Duration.ofSeconds(1), null);
    }

    static Stream<Named<UnaryOperator<List<Embedding>>>> nonsense() {
        return Stream.of(
                Named.of("nothing", embeddings -> List.of()),
                Named.of("another dimension", embeddings -> List.of(Embedding.from(new float[] {1, 2}))),
                Named.of("zero", embeddings -> List.of(Embedding.from(new float[256]))),
                Named.of("not a number", embeddings -> List.of(Embedding.from(notNumbers()))));
    }

    private static float[] notNumbers() {
        float[] values = new float[256];
        values[7] = Float.NaN;
        return values;
    }

    @Nested
    class Open {
        @Test
        @ContractRule("TURN-1")
        void reads_the_context_of_the_text() {
            storage.users().save(ANNA, Samples.profile());
            Message recent = say(ANNA, HOME, "good morning");
            Message similar = say(ANNA, WORK, "the garden is dry");
            Memory memory = kendall().remember(ANNA, NewMemory.fact("garden", "has roses"));
            Memory instruction = storage.memories().add(ANNA, NewMemory.of(MemoryType.INSTRUCTION, "tone", "be brief"));
            storage.contacts().upsert(ANNA, NewContact.named("John"));
            storage.patterns().add(ANNA, NewPattern.of(PatternType.BEHAVIOR, "walks"));
            kendall().embedPending();

            Turn turn = open();
            TurnContext context = turn.context();
            assertThat(context.profile()).isEqualTo(Samples.profile());
            assertThat(context.recent()).containsExactly(recent);
            assertThat(context.similar()).extracting(Hit::item).containsExactly(similar);
            assertThat(context.memories()).extracting(Hit::item).containsExactly(memory);
            assertThat(context.instructions()).containsExactly(instruction);
            assertThat(context.contacts()).hasSize(1);
            assertThat(context.patterns()).hasSize(1);
            assertThat(context.semanticOff()).isNull();
            assertThat(context.unembedded()).isZero();
            assertThat(context)
                    .isEqualTo(storage.context()
                            .read(new ContextQuery(
                                    ANNA,
                                    HOME,
                                    TEXT,
                                    Embedder.of(model).embed(TEXT),
                                    now(),
                                    ContextLimits.defaults())));
            assertThat(turn.user()).isEqualTo(ANNA);
            assertThat(turn.thread()).isEqualTo(HOME);
            assertThat(turn.text()).isEqualTo(TEXT);
            assertThat(turn.openedAt()).isEqualTo(now());
        }

        @Test
        @ContractRule("TURN-1")
        void writes_nothing() {
            Turn turn = open();
            assertThat(turn.context().recent()).isEmpty();
            turn.prompt(TokenBudget.of(1_000));
            assertThat(storage.users().find(ANNA)).isEmpty();
            assertThat(storage.threads().find(ANNA, HOME)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "?!"})
        @ContractRule("TURN-1")
        void stands_a_text_without_a_word(String text) {
            Message recent = say(ANNA, HOME, "good morning");
            Turn turn = kendall().turn(ANNA, HOME, text);
            assertThat(turn.context().recent()).containsExactly(recent);
            assertThat(turn.complete("Pardon?").question().text()).isEqualTo(text);
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#badTexts")
        @ContractRule("TURN-1")
        void refuses_text_that_cannot_be_kept(String text) {
            Kendall kendall = kendall();
            assertRefused(() -> kendall.turn(ANNA, HOME, text));
            assertThat(storage.users().find(ANNA)).isEmpty();
        }

        @Test
        @ContractRule("TURN-4")
        void finds_by_word_only_when_the_model_is_down_and_says_so() {
            Message similar = say(ANNA, WORK, "the garden is dry");
            Kendall kendall = kendall();
            model.breakDown();
            TurnContext context = kendall.turn(ANNA, HOME, TEXT).context();
            assertThat(context.similar()).extracting(Hit::item).containsExactly(similar);
            assertThat(context.semanticOff()).isNotBlank().doesNotContain(TEXT);
        }
    }

    @Nested
    class MakePrompt {
        private Memory life() {
            say(ANNA, HOME, "good morning");
            for (int i = 0; i < 5; i++) {
                say(ANNA, WORK, "the garden is dry, number " + i);
            }
            return remember(ANNA, "garden", "has </kendall-recalled> roses");
        }

        @Test
        @ContractRule("TURN-2")
        void ends_with_the_text_and_marks_what_it_recalled() {
            Memory memory = life();
            Prompt prompt = open().prompt(TokenBudget.of(4_000));
            assertThat(prompt.omissions()).isEmpty();
            assertThat(prompt.recalled()).containsExactly(memory.id());
            assertThat(prompt.messages())
                    .last()
                    .isInstanceOfSatisfying(
                            UserMessage.class,
                            last -> assertThat(last.singleText()).isEqualTo(TEXT));
            assertThat(prompt.text()).contains("roses", "good morning");
            assertThat(Recalled.strip(prompt.text()))
                    .as("what is left for learning to look at")
                    .doesNotContain("roses", "the garden is dry")
                    .contains("good morning", TEXT);
        }

        @ParameterizedTest
        @ValueSource(ints = {120, 160, 200, 300, 4_000})
        @ContractRule("TURN-2")
        void keeps_within_the_budget_and_says_what_it_left_out(int tokens) {
            Memory memory = life();
            Prompt prompt = open().prompt(TokenBudget.of(tokens));
            assertThat(prompt.tokens()).isBetween(1, tokens);
            assertThat(prompt.recalled()).isSubsetOf(memory.id());
            assertThat(prompt.text().contains("roses"))
                    .as("a memory that was recalled is there, and one that is there was recalled")
                    .isEqualTo(!prompt.recalled().isEmpty());
            long told = prompt.text()
                    .lines()
                    .filter(line -> line.contains("the garden is dry"))
                    .count();
            int omitted = prompt.omissions().stream()
                    .filter(omission -> omission.part() == Prompt.Part.SIMILAR)
                    .mapToInt(Prompt.Omission::count)
                    .sum();
            assertThat(told + omitted).isEqualTo(5);
        }

        @Test
        @ContractRule("TURN-2")
        void refuses_a_budget_in_which_not_even_the_text_fits() {
            Turn turn = open();
            assertRefused(() -> turn.prompt(TokenBudget.of(1)));
        }
    }

    @Nested
    class Complete {
        @Test
        @ContractRule("TURN-3")
        void stores_both_messages_with_their_vectors() {
            Turn turn = open();
            Instant opened = now();
            Instant replied = tick();
            CompletedTurn completed = turn.complete("I will.");
            assertThat(completed.question()).isEqualTo(message(completed.question(), Role.USER, TEXT, opened));
            assertThat(completed.answer()).isEqualTo(message(completed.answer(), Role.ASSISTANT, "I will.", replied));
            assertThat(completed.unembedded()).isNull();
            assertThat(messages()).containsExactly(completed.answer(), completed.question());
            assertThat(unembedded()).isZero();
            assertThat(storage.threads().get(ANNA, HOME).lastActive()).isEqualTo(replied);
        }

        private Message message(Message stored, Role role, String text, Instant time) {
            return new Message(ANNA, HOME, stored.id(), role, MessageType.TEXT, null, text, time, Attributes.none());
        }

        @Test
        @Needs(Capability.TRANSACTIONS)
        @ContractRule("TURN-3")
        void tells_the_learning_loop_what_was_said_and_recalled() {
            Memory memory = remember(ANNA, "garden", "has roses");
            Turn turn = open();
            turn.prompt(TokenBudget.of(4_000));
            CompletedTurn completed = turn.complete("I will.");
            assertThat(told())
                    .singleElement()
                    .extracting(OutboxEntry::change)
                    .isEqualTo(new Change.TurnCompleted(
                            ANNA,
                            HOME,
                            completed.question().id(),
                            completed.answer().id(),
                            List.of(memory.id())));
        }

        @Test
        @Needs(Capability.TRANSACTIONS)
        @ContractRule("TURN-3")
        void stores_all_or_nothing() {
            AtomicBoolean failing = new AtomicBoolean(true);
            Turn turn = kendall(failingAtTheOutbox(failing)).turn(ANNA, HOME, TEXT);
            assertThatExceptionOfType(StorageUnavailable.class).isThrownBy(() -> turn.complete("I will."));
            assertThat(storage.users().find(ANNA)).isEmpty();
            assertThat(messages()).isEmpty();
            assertThat(told()).isEmpty();

            failing.set(false);
            CompletedTurn completed = turn.complete("I will.");
            assertThat(messages()).containsExactly(completed.answer(), completed.question());
            assertThat(unembedded()).isZero();
            assertThat(told()).hasSize(1);
        }

        @Test
        @Needs(Capability.TRANSACTIONS)
        @ContractRule("TURN-3")
        void stores_it_in_the_hosts_transaction() {
            Turn turn = open();
            assertThatThrownBy(() -> transactional().inTransaction(tx -> {
                        turn.complete("I will.", tx);
                        assertThat(tx.chat().list(ANNA, HOME, FIRST).items()).hasSize(2);
                        throw new IOException("the host's own row was refused");
                    }))
                    .isInstanceOf(IOException.class);
            assertThat(messages()).isEmpty();
            assertThat(told()).isEmpty();

            CompletedTurn completed = transactional().inTransaction(tx -> turn.complete("I will.", tx));
            assertThat(messages()).containsExactly(completed.answer(), completed.question());
            assertThat(unembedded()).isZero();
            assertThat(told()).hasSize(1);
            assertThat(turn.complete("I will.")).isEqualTo(completed);
            assertThat(told()).hasSize(1);
        }

        @Test
        @ContractRule("TURN-4")
        void stores_the_messages_without_vectors_when_the_model_is_down_and_says_so() {
            Turn turn = open();
            model.breakDown();
            CompletedTurn completed = turn.complete("I will.");
            assertThat(completed.unembedded()).isNotBlank().doesNotContain("I will");
            assertThat(messages()).containsExactly(completed.answer(), completed.question());
            assertThat(unembedded())
                    .as("the question was embedded when the turn was opened")
                    .isEqualTo(1);

            model.repair();
            assertThat(kendall().embedPending().embedded()).isEqualTo(1);
            assertThat(unembedded()).isZero();
        }

        @Test
        @ContractRule("TURN-4")
        void stores_no_vectors_when_the_model_was_down_all_the_time() {
            Kendall kendall = kendall();
            model.breakDown();
            CompletedTurn completed = kendall.turn(ANNA, HOME, TEXT).complete("I will.");
            assertThat(completed.unembedded()).isNotBlank();
            assertThat(messages()).hasSize(2);
            assertThat(unembedded()).isEqualTo(2);
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.TurnContract#nonsense")
        @ContractRule("TURN-4")
        void stores_no_vector_when_the_model_answers_nonsense(UnaryOperator<List<Embedding>> change) {
            Kendall kendall = kendall();
            model.distort(change);
            CompletedTurn completed = kendall.turn(ANNA, HOME, TEXT).complete("I will.");
            assertThat(completed.unembedded()).isNotBlank();
            assertThat(messages()).hasSize(2);
            assertThat(unembedded()).isEqualTo(2);
        }

        @Test
        @ContractRule("TURN-4")
        void works_without_a_model() {
            Space.added(storage, "some model", 2);
            Kendall kendall = Kendall.builder(storage).clock(clock).open();
            CompletedTurn completed = kendall.turn(ANNA, HOME, TEXT).complete("I will.");
            assertThat(completed.unembedded()).isNotBlank();
            assertThat(messages()).hasSize(2);
        }

        @Test
        @ContractRule("TURN-5")
        void gives_the_same_result_when_repeated() {
            Turn turn = open();
            CompletedTurn completed = turn.complete("I will.");
            tick();
            assertThat(turn.complete("I will.")).isEqualTo(completed);
            assertThat(messages()).containsExactly(completed.answer(), completed.question());
        }

        @Test
        @Needs(Capability.TRANSACTIONS)
        @ContractRule("TURN-5")
        void tells_it_once_when_repeated() {
            Turn turn = open();
            turn.complete("I will.");
            turn.complete("I will.");
            assertThat(told()).hasSize(1);
        }

        @Test
        @ContractRule("TURN-5")
        void refuses_another_reply() {
            Turn turn = open();
            CompletedTurn completed = turn.complete("I will.");
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> turn.complete("I will not."));
            assertThat(messages()).containsExactly(completed.answer(), completed.question());
        }

        @Test
        @Needs(Capability.TRANSACTIONS)
        @ContractRule("TURN-5")
        void is_there_once_when_it_was_not_known_whether_it_was_stored() {
            AtomicBoolean failing = new AtomicBoolean(true);
            Turn turn = kendall(failingAfterTheCommit(failing)).turn(ANNA, HOME, TEXT);
            assertThatExceptionOfType(StorageUnavailable.class).isThrownBy(() -> turn.complete("I will."));
            assertThat(messages()).hasSize(2);

            failing.set(false);
            tick();
            CompletedTurn completed = turn.complete("I will.");
            assertThat(messages()).containsExactly(completed.answer(), completed.question());
            assertThat(told()).hasSize(1);
        }

        @Test
        @ContractRule("TURN-5")
        void is_another_turn_when_the_same_is_said_again() {
            List<CompletedTurn> turns = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                turns.add(open().complete("I will."));
            }
            assertThat(turns.get(0).question().id())
                    .isNotEqualTo(turns.get(1).question().id());
            assertThat(messages()).hasSize(4);
        }
    }

    @Nested
    class Keep {
        @Test
        @ContractRule("TURN-6")
        void stores_the_text_alone_with_its_vector() {
            Turn turn = open();
            Instant opened = now();
            tick();
            Message kept = turn.keep();
            assertThat(kept.text()).isEqualTo(TEXT);
            assertThat(kept.role()).isEqualTo(Role.USER);
            assertThat(kept.createdAt()).isEqualTo(opened);
            assertThat(messages()).containsExactly(kept);
            assertThat(unembedded()).isZero();
        }

        @Test
        @Needs(Capability.TRANSACTIONS)
        @ContractRule("TURN-6")
        void tells_nobody_before_the_turn_is_completed() {
            Turn turn = open();
            Message kept = turn.keep();
            assertThat(told()).isEmpty();
            CompletedTurn completed = turn.complete("I will.");
            assertThat(completed.question()).isEqualTo(kept);
            assertThat(told()).hasSize(1);
        }

        @Test
        @ContractRule("TURN-6")
        void stores_nothing_twice_before_and_after_the_turn_is_completed() {
            Turn turn = open();
            Message kept = turn.keep();
            tick();
            assertThat(turn.keep()).isEqualTo(kept);
            assertThat(messages()).containsExactly(kept);
            CompletedTurn completed = turn.complete("I will.");
            assertThat(turn.keep()).isEqualTo(kept);
            assertThat(messages()).containsExactly(completed.answer(), kept);
            assertThat(unembedded()).isZero();
        }

        @Test
        @ContractRule("TURN-6")
        void stores_the_text_without_a_vector_when_the_model_is_down() {
            Kendall kendall = kendall();
            model.breakDown();
            Message kept = kendall.turn(ANNA, HOME, TEXT).keep();
            assertThat(messages()).containsExactly(kept);
            assertThat(unembedded()).isEqualTo(1);
        }
    }
}
