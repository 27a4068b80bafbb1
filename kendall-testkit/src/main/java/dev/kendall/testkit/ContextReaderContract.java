package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.chat.Message;
import dev.kendall.contact.Contact;
import dev.kendall.contact.NewContact;
import dev.kendall.context.ContextLimits;
import dev.kendall.context.ContextQuery;
import dev.kendall.context.ContextReader;
import dev.kendall.context.TurnContext;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryType;
import dev.kendall.memory.NewMemory;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternStatus;
import dev.kendall.pattern.PatternType;
import dev.kendall.search.Hit;
import dev.kendall.search.SpaceVector;
import dev.kendall.storage.Capability;
import dev.kendall.storage.ComposedContextReader;
import dev.kendall.user.Profile;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of {@link ContextReader}. */
public abstract class ContextReaderContract extends StorageContract {
    private static final String TEXT = "Ring John about the garden";

    static List<ContextLimits> someLimits() {
        return List.of(
                ContextLimits.defaults(),
                new ContextLimits(2, 1, 1, 1, 1, 1),
                new ContextLimits(0, 1, 0, 1, 0, 1),
                new ContextLimits(1, 0, 1, 0, 1, 0),
                new ContextLimits(200, 100, 100, 100, 100, 100));
    }

    private TurnContext read(ContextLimits limits) {
        return read(null, limits);
    }

    private TurnContext read(@Nullable SpaceVector vector, ContextLimits limits) {
        return storage.context().read(new ContextQuery(ANNA, HOME, TEXT, vector, now(), limits));
    }

    private static <T> List<T> items(List<Hit<T>> hits) {
        return hits.stream().map(Hit::item).toList();
    }

    /** A life: of each kind something that belongs to the context, and something that does not. */
    private final class Life {
        final Profile profile = storage.users().save(ANNA, Samples.profile()).profile();
        final Message elsewhere = say(WORK, "the garden needs water", now().minusSeconds(500));
        final Message unfitting = say(WORK, "quarterly figures", now().minusSeconds(400));
        final Message first = say(HOME, "the garden is dry", now().minusSeconds(300));
        final Message second = say(HOME, "what about lunch", now().minusSeconds(200));
        final Message third = say(HOME, "it rained", now().minusSeconds(100));
        final Memory brief = instruction("be brief");
        final Memory polite = instruction("be polite");
        final Memory roses = remember(ANNA, "garden", "grows roses");
        final Memory wasDry =
                storage.memories().add(ANNA, NewMemory.fact("garden", "dry").validBetween(null, now()));
        final Memory wrong = storage.memories().retract(remember(ANNA, "garden", "is sold"), "wrong");
        final Pattern walks = pattern("walks", 0.5);
        final Pattern rings = pattern("rings John", 0.9);
        final Pattern dismissed = storage.patterns().update(pattern("sings", 1).withStatus(PatternStatus.DISMISSED));
        final Contact john = storage.contacts().upsert(ANNA, NewContact.named("John Smith"));
        final Contact ringo = storage.contacts().upsert(ANNA, NewContact.named("Ring"));
        final Contact mary = storage.contacts().upsert(ANNA, NewContact.named("Mary"));

        private Memory instruction(String value) {
            tick();
            return storage.memories().add(ANNA, NewMemory.of(MemoryType.INSTRUCTION, "garden talk", value));
        }

        private Pattern pattern(String description, double confidence) {
            return storage.patterns()
                    .add(ANNA, NewPattern.of(PatternType.BEHAVIOR, description).withConfidence(confidence));
        }
    }

    @Nested
    @Needs(Capability.KEYWORD_SEARCH)
    class Read {
        @Test
        @ContractRule("CONTEXT-1")
        void gives_an_empty_context_for_an_unknown_user_and_writes_nothing() {
            TurnContext context = read(ContextLimits.defaults());
            assertThat(context.withSemanticOff(null))
                    .isEqualTo(new TurnContext(
                            Profile.empty(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            0,
                            null));
            assertThat(storage.users().find(ANNA)).isEmpty();
            assertThat(storage.threads().find(ANNA, HOME)).isEmpty();
        }

        @Test
        @ContractRule("CONTEXT-1")
        void creates_no_thread() {
            storage.users().save(ANNA, Samples.profile());
            TurnContext context = read(ContextLimits.defaults());
            assertThat(context.profile()).isEqualTo(Samples.profile());
            assertThat(context.recent()).isEmpty();
            assertThat(storage.threads().find(ANNA, HOME)).isEmpty();
        }

        @Test
        @ContractRule("CONTEXT-2")
        void has_every_part_in_its_order() {
            Life life = new Life();
            TurnContext context = read(ContextLimits.defaults());
            assertThat(context.profile()).isEqualTo(life.profile);
            assertThat(context.recent()).containsExactly(life.first, life.second, life.third);
            assertThat(items(context.similar())).containsExactly(life.elsewhere).doesNotContain(life.unfitting);
            assertThat(context.instructions()).containsExactly(life.polite, life.brief);
            assertThat(items(context.memories())).containsExactly(life.roses).doesNotContain(life.wasDry, life.wrong);
            assertThat(context.patterns())
                    .containsExactly(life.rings, life.walks)
                    .doesNotContain(life.dismissed);
            assertThat(context.contacts())
                    .containsExactly(life.ringo, life.john)
                    .doesNotContain(life.mary);
        }

        @Test
        @ContractRule("CONTEXT-2")
        void keeps_to_its_limits() {
            Life life = new Life();
            TurnContext context = read(new ContextLimits(2, 1, 1, 1, 1, 1));
            assertThat(context.recent()).as("the latest").containsExactly(life.second, life.third);
            assertThat(items(context.similar())).hasSize(1).isSubsetOf(life.first, life.elsewhere);
            assertThat(context.instructions()).as("the latest recorded").containsExactly(life.polite);
            assertThat(items(context.memories())).containsExactly(life.roses);
            assertThat(context.patterns()).as("the surest").containsExactly(life.rings);
            assertThat(context.contacts()).as("the first named").containsExactly(life.ringo);
        }

        @Test
        @ContractRule("CONTEXT-2")
        void finds_similar_messages_behind_any_number_of_recent_ones() {
            Message wanted = say(WORK, "once there was a garden among many other things", now().minusSeconds(500));
            for (int i = 0; i < 30; i++) {
                say(ANNA, HOME, "garden");
            }
            TurnContext context = read(new ContextLimits(30, 1, 0, 0, 0, 0));
            assertThat(context.recent()).hasSize(30);
            assertThat(items(context.similar())).containsExactly(wanted);
        }

        @Test
        @ContractRule("CONTEXT-2")
        void recalls_memories_as_of_the_querys_time() {
            Instant later = now().plusSeconds(3_600);
            Memory tomorrow = storage.memories()
                    .add(ANNA, NewMemory.fact("garden", "is new").validBetween(later, null));
            assertThat(read(ContextLimits.defaults()).memories()).isEmpty();
            ContextQuery query = new ContextQuery(ANNA, HOME, TEXT, null, later, ContextLimits.defaults());
            assertThat(items(storage.context().read(query).memories())).containsExactly(tomorrow);
        }

        @Test
        @ContractRule("CONTEXT-2")
        void says_that_it_searched_by_word_only() {
            new Life();
            assertThat(read(ContextLimits.defaults()).semanticOff()).isNotBlank();
            assertThat(read(ContextLimits.defaults()).unembedded()).isZero();
        }

        @Test
        @Needs(Capability.SEMANTIC_SEARCH)
        @ContractRule("CONTEXT-2")
        void finds_what_is_similar_by_meaning_too_and_says_what_it_could_not_see() {
            Space space = Space.added(storage, "model", 2);
            Life life = new Life();
            space.put(life.unfitting, 1, 0);
            TurnContext context = read(space.vector(1, 0), ContextLimits.defaults());
            assertThat(items(context.similar())).containsExactlyInAnyOrder(life.elsewhere, life.unfitting);
            assertThat(context.semanticOff()).isNull();
            assertThat(context.unembedded())
                    .as("of five messages, one has a vector")
                    .isPositive();
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.ContextReaderContract#someLimits")
        @Needs(Capability.SEMANTIC_SEARCH)
        @ContractRule("CONTEXT-2")
        void gives_what_the_stores_give_one_by_one(ContextLimits limits) {
            Space space = Space.added(storage, "model", 2);
            Life life = new Life();
            List.of(life.unfitting, life.first, life.elsewhere).forEach(message -> space.put(message, 4, 3));
            space.put(life.roses, 1, 0);
            for (SpaceVector vector : Arrays.asList(space.vector(1, 0), null)) {
                ContextQuery query = new ContextQuery(ANNA, HOME, TEXT, vector, now(), limits);
                assertThat(storage.context().read(query)).isEqualTo(new ComposedContextReader(storage).read(query));
            }
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#texts")
        @ContractRule("CONTEXT-2")
        void stands_any_text(String text) {
            Life life = new Life();
            ContextQuery query = new ContextQuery(ANNA, HOME, text, null, now(), ContextLimits.defaults());
            assertThat(storage.context().read(query).recent()).containsExactly(life.first, life.second, life.third);
        }

        @Test
        @ContractRule("CONTEXT-3")
        void holds_nothing_of_another_user() {
            new Life();
            TurnContext annas = read(ContextLimits.defaults());
            storage.users().save(BEN, Profile.builder().nickname("Benny").build());
            say(BEN, HOME, TEXT);
            say(BEN, WORK, TEXT);
            remember(BEN, "garden", "John");
            storage.memories().add(BEN, NewMemory.of(MemoryType.INSTRUCTION, "garden", "be rude"));
            storage.patterns()
                    .add(BEN, NewPattern.of(PatternType.BEHAVIOR, "digs").withConfidence(1));
            storage.contacts().upsert(BEN, NewContact.named("John"));
            TurnContext after = read(ContextLimits.defaults());
            assertThat(after.profile()).isEqualTo(annas.profile());
            assertThat(after.recent()).isEqualTo(annas.recent());
            assertThat(items(after.similar())).isEqualTo(items(annas.similar()));
            assertThat(after.instructions()).isEqualTo(annas.instructions());
            assertThat(items(after.memories())).isEqualTo(items(annas.memories()));
            assertThat(after.patterns()).isEqualTo(annas.patterns());
            assertThat(after.contacts()).isEqualTo(annas.contacts());
        }
    }

    @Nested
    class ReadWithoutSearching {
        @Test
        @ContractRule("CONTEXT-2")
        void leaves_out_what_has_a_limit_of_zero() {
            new Life();
            TurnContext context = read(new ContextLimits(0, 0, 0, 0, 0, 0));
            assertThat(context.profile()).isEqualTo(Samples.profile());
            assertThat(context.recent()).isEmpty();
            assertThat(context.similar()).isEmpty();
            assertThat(context.instructions()).isEmpty();
            assertThat(context.memories()).isEmpty();
            assertThat(context.patterns()).isEmpty();
            assertThat(context.contacts()).isEmpty();
        }
    }
}
