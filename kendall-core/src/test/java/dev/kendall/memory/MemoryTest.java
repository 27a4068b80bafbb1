package dev.kendall.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.MessageId;
import dev.kendall.fixture.Samples;
import dev.kendall.fixture.SequentialIds;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryTest {
    private static final Instant T1 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant T2 = Instant.parse("2026-02-01T00:00:00Z");
    private static final Instant T3 = Instant.parse("2026-03-01T00:00:00Z");
    private static final NewMemory FACT = NewMemory.fact("employer", "Acme");

    private static Memory stored(NewMemory memory, Instant recorded, Instant superseded) {
        return new Memory(
                UserId.of("u"),
                new MemoryId(SequentialIds.id(1)),
                memory.type(),
                memory.key(),
                memory.value(),
                memory.context(),
                memory.importance(),
                memory.validFrom(),
                memory.validTo(),
                memory.expiresAt(),
                memory.sources(),
                memory.attributes(),
                recorded,
                superseded,
                null,
                1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Acme\0", "\uD83D"})
    void key_value_and_context_are_filled_texts(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewMemory.fact(text, "Acme"))
                .withMessageStartingWith("memory key ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewMemory.fact("employer", text))
                .withMessageStartingWith("memory value ")
                .withMessageNotContaining("Acme");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FACT.withContext(text))
                .withMessageStartingWith("memory context ");
    }

    @Test
    void texts_and_sources_have_limits() {
        assertThat(NewMemory.fact("k".repeat(200), "v".repeat(100_000)).withContext("c".repeat(100_000)))
                .isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> NewMemory.fact("k".repeat(201), "v"));
        assertThatIllegalArgumentException().isThrownBy(() -> NewMemory.fact("k", "v".repeat(100_001)));
        assertThatIllegalArgumentException().isThrownBy(() -> FACT.withContext("c".repeat(100_001)));
        List<MessageId> sources = IntStream.rangeClosed(1, 1_001)
                .mapToObj(i -> new MessageId(SequentialIds.id(i)))
                .toList();
        assertThat(FACT.withSources(sources.subList(0, 1_000)).sources()).hasSize(1_000);
        assertThatIllegalArgumentException().isThrownBy(() -> FACT.withSources(sources));
    }

    @Test
    void a_source_counts_once_and_in_the_order_given() {
        MessageId one = new MessageId(SequentialIds.id(1));
        MessageId two = new MessageId(SequentialIds.id(2));
        assertThat(FACT.withSources(List.of(two, one, two)).sources())
                .containsExactly(two, one)
                .isUnmodifiable();
        assertThatNullPointerException().isThrownBy(() -> FACT.withSources(Arrays.asList(one, null)));
    }

    @Test
    void validity_may_be_empty_but_not_run_backwards() {
        assertThat(FACT.validBetween(T1, T1).validTo()).isEqualTo(T1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FACT.validBetween(T2, T1))
                .withMessage("valid to is 2026-01-01T00:00:00Z, before valid from, which is 2026-02-01T00:00:00Z");
    }

    @Test
    void times_are_kept_in_microseconds() {
        Instant nanos = T1.plusNanos(1_999);
        Instant micros = T1.plusNanos(1_000);
        assertThat(stored(FACT.validBetween(nanos, nanos).expiringAt(nanos), nanos, nanos))
                .returns(micros, Memory::validFrom)
                .returns(micros, Memory::validTo)
                .returns(micros, Memory::expiresAt)
                .returns(micros, Memory::recordedAt)
                .returns(micros, Memory::supersededAt);
        assertThatIllegalArgumentException().isThrownBy(() -> FACT.expiringAt(Instant.MAX));
        assertThat(FACT.validBetween(nanos, micros).validTo()).isEqualTo(micros);
    }

    @Test
    void a_memory_with_a_successor_has_a_time_when_it_was_superseded() {
        Memory memory = stored(FACT, T1, null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Memory(
                        memory.user(),
                        memory.id(),
                        memory.type(),
                        memory.key(),
                        memory.value(),
                        null,
                        memory.importance(),
                        null,
                        null,
                        null,
                        List.of(),
                        Attributes.none(),
                        T1,
                        null,
                        memory.id(),
                        1))
                .withMessageContaining("has a successor but no time");
    }

    @ParameterizedTest
    @CsvSource({
        // valid from, valid to, expires, superseded; recallable at T2?
        ", , , , true",
        "2026-02-01T00:00:00Z, , , , true",
        "2026-02-01T00:00:00.000001Z, , , , false",
        ", 2026-02-01T00:00:00Z, , , false",
        ", 2026-02-01T00:00:00.000001Z, , , true",
        ", , 2026-02-01T00:00:00Z, , false",
        ", , 2026-02-01T00:00:00.000001Z, , true",
        ", , , 2026-03-01T00:00:00Z, false"
    })
    void a_memory_is_recallable_while_it_counts_holds_and_has_not_expired(
            Instant from, Instant to, Instant expires, Instant superseded, boolean recallable) {
        Memory memory = stored(FACT.validBetween(from, to).expiringAt(expires), T1, superseded);
        assertThat(memory.isRecallable(T2)).isEqualTo(recallable);
        assertThat(MemoryFilter.recallable(T2).matches(memory)).isEqualTo(recallable);
    }

    @Test
    void a_filter_takes_memories_by_state() {
        Memory current = stored(FACT, T1, null);
        Memory closed = stored(FACT, T1, T2);
        assertThat(List.of(MemoryFilter.all(), MemoryFilter.current(), MemoryFilter.closed()))
                .extracting(filter -> filter.matches(current), filter -> filter.matches(closed))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(true, true),
                        org.assertj.core.groups.Tuple.tuple(true, false),
                        org.assertj.core.groups.Tuple.tuple(false, true));
    }

    @Test
    void every_condition_of_a_filter_must_hold() {
        Memory memory = stored(FACT.withImportance(Importance.HIGH), T2, null);
        MemoryFilter all = MemoryFilter.all();
        assertThat(all.of(MemoryType.FACT)
                        .withKeys("employer")
                        .of(Importance.HIGH)
                        .recordedBetween(T2, T3)
                        .matches(memory))
                .isTrue();
        assertThat(all.of(MemoryType.REMINDER).matches(memory)).isFalse();
        assertThat(all.withKeys("Employer").matches(memory)).isFalse();
        assertThat(all.of(Importance.LOW, Importance.MEDIUM).matches(memory)).isFalse();
        assertThat(all.recordedBetween(T1, T2).matches(memory)).isFalse();
        assertThat(all.recordedBetween(T2.plusNanos(1_000), null).matches(memory))
                .isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> all.recordedBetween(T3, T2));
        assertThatIllegalArgumentException().isThrownBy(() -> all.withKeys(" "));
        assertThat(all.of(MemoryType.FACT).types()).isEqualTo(Set.of(MemoryType.FACT));
        assertThat(all.notOf(MemoryType.REMINDER, MemoryType.INSTRUCTION).matches(memory))
                .isTrue();
        assertThat(all.notOf(MemoryType.FACT).matches(memory)).isFalse();
        assertThat(all.of(MemoryType.FACT).notOf(MemoryType.FACT).matches(memory))
                .isFalse();
    }

    @Test
    void what_a_filter_is_given_twice_counts_once() {
        MemoryFilter all = MemoryFilter.all();
        assertThat(all.of(MemoryType.FACT, MemoryType.FACT)).isEqualTo(all.of(MemoryType.FACT));
        assertThat(all.notOf(MemoryType.FACT, MemoryType.FACT)).isEqualTo(all.notOf(MemoryType.FACT));
        assertThat(all.withKeys("k", "k")).isEqualTo(all.withKeys("k"));
        assertThat(all.of(Importance.LOW, Importance.LOW)).isEqualTo(all.of(Importance.LOW));
    }

    @Test
    void each_condition_of_a_filter_keeps_the_others() {
        MemoryFilter filter = MemoryFilter.recallable(T2)
                .of(MemoryType.FACT)
                .notOf(MemoryType.REMINDER)
                .withKeys("k")
                .of(Importance.LOW)
                .recordedBetween(T1, T3);
        assertThat(filter)
                .isEqualTo(new MemoryFilter(
                        MemoryFilter.State.CURRENT,
                        T2,
                        Set.of(MemoryType.FACT),
                        Set.of(MemoryType.REMINDER),
                        Set.of("k"),
                        Set.of(Importance.LOW),
                        T1,
                        T3));
        assertThat(MemoryFilter.all()
                        .recordedBetween(T1, T3)
                        .of(Importance.LOW)
                        .withKeys("k")
                        .notOf(MemoryType.REMINDER)
                        .of(MemoryType.FACT))
                .returns(Set.of(MemoryType.REMINDER), MemoryFilter::notTypes)
                .returns(Set.of("k"), MemoryFilter::keys)
                .returns(Set.of(Importance.LOW), MemoryFilter::importances)
                .returns(T1, MemoryFilter::from);
    }

    @Test
    void the_content_of_a_memory_makes_the_same_memory_again() {
        long seed = new Random().nextLong();
        Samples samples = new Samples(seed);
        for (int i = 0; i < 50; i++) {
            Memory memory = samples.memory();
            assertThat(memory.withContent(memory.content())).as("seed %d", seed).isEqualTo(memory);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Fact", "a fact", "1st", "a-b"})
    void a_type_is_a_short_machine_name(String type) {
        assertThatIllegalArgumentException().isThrownBy(() -> MemoryType.of(type));
    }

    @Test
    void nothing_of_what_is_remembered_shows_in_a_log() {
        assertThat(stored(FACT, T1, null)).hasToString("Memory[u/" + SequentialIds.id(1) + ", fact, version 1]");
        assertThat(FACT).hasToString("NewMemory[null, fact]");
        assertThat(new MemoryRevision(stored(FACT, T1, T2), MemoryRevision.Change.RETRACTED, T2, "Acme closed"))
                .hasToString("MemoryRevision[Memory[u/" + SequentialIds.id(1)
                        + ", fact, version 1], RETRACTED, 2026-02-01T00:00:00Z]");
    }

    @Test
    void a_reason_is_short() {
        Memory memory = stored(FACT, T1, T2);
        assertThat(new MemoryRevision(memory, MemoryRevision.Change.RETRACTED, T2.plusNanos(1), "r".repeat(1_000)).at())
                .isEqualTo(T2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MemoryRevision(memory, MemoryRevision.Change.RETRACTED, T2, "r".repeat(1_001)));
    }
}
