package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.attributes.Attributes;
import dev.kendall.entity.EntityRef;
import dev.kendall.memory.Importance;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.memory.MemoryRevision.Change;
import dev.kendall.memory.MemoryStore;
import dev.kendall.memory.MemoryType;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.Page;
import dev.kendall.search.EmbeddingSpace;
import dev.kendall.search.EmbeddingText;
import dev.kendall.search.NewVector;
import dev.kendall.search.SpaceVector;
import dev.kendall.search.Vector;
import dev.kendall.storage.Capability;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of {@link MemoryStore}. */
public abstract class MemoryStoreContract extends StorageContract {
    private static final NewMemory ACME = NewMemory.fact("employer", "Acme");
    private static final NewMemory GLOBEX = NewMemory.fact("employer", "Globex");

    private static MemoryId memoryId(int n) {
        return new MemoryId(SequentialIds.at(3_000_000 + n));
    }

    /** A memory in which everything is set. */
    private static NewMemory whole() {
        return new NewMemory(
                memoryId(1),
                MemoryType.of("my_own_2"),
                "allergy 🥜",
                "nuts, \"all\" of them\nהכל",
                "said at dinner",
                Importance.HIGH,
                START.minusSeconds(9_000),
                START.plusSeconds(9_000),
                START.plusSeconds(5_000),
                List.of(messageId(2), messageId(1)),
                Samples.attributes());
    }

    /** A memory of version 1 as it is stored. */
    private static Memory stored(NewMemory memory, MemoryId id, Instant recorded) {
        return new Memory(
                ANNA,
                id,
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
                null,
                null,
                1);
    }

    /** {@code memory} with what closing or restoring it changes. */
    private static Memory changed(
            Memory memory, @Nullable Instant validTo, @Nullable Instant supersededAt, @Nullable MemoryId supersededBy) {
        return new Memory(
                memory.user(),
                memory.id(),
                memory.type(),
                memory.key(),
                memory.value(),
                memory.context(),
                memory.importance(),
                memory.validFrom(),
                validTo,
                memory.expiresAt(),
                memory.sources(),
                memory.attributes(),
                memory.recordedAt(),
                supersededAt,
                supersededBy,
                memory.version() + 1);
    }

    private MemoryStore memories() {
        return storage.memories();
    }

    private Memory add(NewMemory memory) {
        return memories().add(ANNA, memory);
    }

    private @Nullable Memory found(Memory memory) {
        return memories().find(ANNA, memory.id()).orElse(null);
    }

    private Listing<Memory> listing(MemoryFilter filter) {
        return request -> memories().list(ANNA, filter, request);
    }

    private List<Memory> everything() {
        return listing(MemoryFilter.all()).all();
    }

    @Nested
    class Add {
        @Test
        @ContractRule("MEMORY-1")
        void stores_a_memory_with_all_its_fields() {
            Memory expected = stored(whole(), memoryId(1), now());
            assertThat(add(whole())).isEqualTo(expected);
            assertThat(found(expected)).isEqualTo(expected);
        }

        @Test
        @ContractRule("MEMORY-1")
        void stores_a_memory_with_few_of_them_under_an_id_of_its_own() {
            Memory first = add(ACME);
            assertThat(first).isEqualTo(stored(ACME, first.id(), now()));
            Memory second = add(ACME);
            assertThat(second.id()).isGreaterThan(first.id());
            assertThat(everything()).containsExactly(second, first);
        }

        @Test
        @ContractRule("MEMORY-1")
        void gives_the_stored_memory_as_it_is_now_when_repeated() {
            Memory added = add(whole());
            assertThat(add(whole())).isEqualTo(added);
            Memory retracted = memories().retract(added, "wrong");
            tick();
            assertThat(add(whole().withImportance(Importance.LOW))).isEqualTo(retracted);
            assertThat(everything()).containsExactly(retracted);
        }

        @Test
        @ContractRule("MEMORY-1")
        void conflicts_with_another_memory_under_the_same_id() {
            Memory added = add(ACME.withId(memoryId(1)));
            assertConflict(() -> add(GLOBEX.withId(memoryId(1))));
            assertConflict(() -> add(NewMemory.fact("company", "Acme").withId(memoryId(1))));
            assertConflict(() ->
                    add(NewMemory.of(MemoryType.PREFERENCE, "employer", "Acme").withId(memoryId(1))));
            assertThat(everything()).containsExactly(added);
            assertThat(memories().add(BEN, GLOBEX.withId(memoryId(1))).user()).isEqualTo(BEN);
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#texts")
        @ContractRule("MEMORY-1")
        void keeps_any_text_as_it_was(String text) {
            Memory stored = add(NewMemory.fact("x", text).withContext(text));
            assertThat(stored.value()).isEqualTo(text);
            assertThat(stored.context()).isEqualTo(text);
            assertThat(found(stored)).isEqualTo(stored);
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#badTexts")
        @ContractRule("MEMORY-1")
        void refuses_text_that_cannot_be_kept(String text) {
            assertRefused(() -> add(NewMemory.fact(text, "x")));
            assertRefused(() -> add(NewMemory.fact("x", text)));
            assertRefused(() -> add(ACME.withContext(text)));
            assertThat(storage.users().find(ANNA)).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#badTimes")
        @ContractRule("MEMORY-1")
        void refuses_times_that_cannot_be_kept(Instant time) {
            assertRefused(() -> add(ACME.validBetween(time, null)));
            assertRefused(() -> add(ACME.validBetween(null, time)));
            assertRefused(() -> add(ACME.expiringAt(time)));
            assertThat(storage.users().find(ANNA)).isEmpty();
        }
    }

    @Nested
    class Update {
        @Test
        @ContractRule("MEMORY-2")
        void replaces_the_content_as_the_next_version() {
            Memory read = add(ACME);
            tick();
            NewMemory content = whole();
            Memory updated = memories().update(read.withContent(content));
            Memory expected = changed(stored(content, read.id(), read.recordedAt()), content.validTo(), null, null);
            assertThat(updated).isEqualTo(expected);
            assertThat(found(read)).isEqualTo(expected);
        }

        @Test
        @ContractRule("MEMORY-2")
        void takes_no_times_of_record_from_the_caller() {
            Memory read = add(ACME);
            Instant elsewhen = START.minusSeconds(99);
            memories()
                    .update(new Memory(
                            ANNA,
                            read.id(),
                            read.type(),
                            read.key(),
                            "Acme Ltd",
                            null,
                            read.importance(),
                            null,
                            null,
                            null,
                            List.of(),
                            Attributes.none(),
                            elsewhen,
                            elsewhen,
                            memoryId(7),
                            1));
            Memory expected = changed(
                    stored(NewMemory.fact("employer", "Acme Ltd"), read.id(), read.recordedAt()), null, null, null);
            assertThat(found(read)).isEqualTo(expected);
        }

        @Test
        @ContractRule("MEMORY-2")
        void loses_to_who_came_first() {
            Memory read = add(ACME);
            Memory first = memories().update(read.withContent(GLOBEX));
            assertConflict(() -> memories().update(read.withContent(whole())));
            assertThat(everything()).containsExactly(first);
        }

        @Test
        @ContractRule("MEMORY-2")
        void finds_no_unknown_memory_and_none_of_another_user() {
            Memory bens = memories().add(BEN, ACME);
            assertNotFound(() -> memories().update(stored(GLOBEX, bens.id(), now())));
            assertThat(memories().find(BEN, bens.id())).contains(bens);
            assertThat(everything()).isEmpty();
        }

        @Test
        @Needs(Capability.SEMANTIC_SEARCH)
        @ContractRule("MEMORY-2")
        void drops_the_vectors_when_the_embedded_text_changed_and_only_then() {
            EmbeddingSpace space = new EmbeddingSpace("model", 2);
            storage.vectors().addSpace(space);
            Memory read = add(ACME);
            NewVector vector = new NewVector(
                    EntityRef.of(ANNA, read.id()), EmbeddingText.of(read), new SpaceVector(space, Vector.of(1, 0)));
            assertThat(storage.vectors().put(ANNA, List.of(vector))).isEqualTo(1);

            Memory more = memories().update(read.withContent(ACME.withImportance(Importance.HIGH)));
            assertThat(storage.vectors().countUnembedded(ANNA, space)).isZero();

            memories().update(more.withContent(ACME.withContext("at lunch")));
            assertThat(storage.vectors().countUnembedded(ANNA, space)).isEqualTo(1);
        }
    }

    @Nested
    class Supersede {
        @Test
        @ContractRule("MEMORY-3")
        void stores_the_successor_and_closes_the_old_memory() {
            Memory old = add(ACME);
            Instant later = tick();
            Memory successor = memories().supersede(old, GLOBEX);
            assertThat(successor).isEqualTo(stored(GLOBEX, successor.id(), later));
            assertThat(found(old)).isEqualTo(changed(old, later, later, successor.id()));
            listing(MemoryFilter.current()).assertGives(List.of(successor));
            listing(MemoryFilter.all()).assertGives(List.of(successor, changed(old, later, later, successor.id())));
        }

        @Test
        @ContractRule("MEMORY-3")
        void stores_a_successor_with_all_its_fields() {
            Memory old = add(ACME);
            assertThat(memories().supersede(old, whole())).isEqualTo(stored(whole(), memoryId(1), now()));
            assertThat(memories().find(ANNA, memoryId(1))).contains(stored(whole(), memoryId(1), now()));
        }

        @Test
        @ContractRule("MEMORY-3")
        void ends_the_old_one_in_the_world_when_the_successor_begins() {
            Instant begin = now().minusSeconds(86_400);
            Memory old = add(ACME);
            memories().supersede(old, GLOBEX.validBetween(begin, null));
            assertThat(memories().find(ANNA, old.id()))
                    .get()
                    .extracting(Memory::validTo)
                    .isEqualTo(begin);
        }

        @Test
        @ContractRule("MEMORY-3")
        void keeps_an_end_in_the_world_that_is_known() {
            Instant end = now().minusSeconds(86_400);
            Memory old = add(ACME.validBetween(null, end));
            memories().supersede(old, GLOBEX.validBetween(now(), null));
            assertThat(memories().find(ANNA, old.id()))
                    .get()
                    .extracting(Memory::validTo)
                    .isEqualTo(end);
        }

        @Test
        @ContractRule("MEMORY-3")
        void conflicts_with_another_version_and_stores_nothing() {
            Memory read = add(ACME);
            Memory updated = memories().update(read.withContent(ACME.withImportance(Importance.HIGH)));
            assertConflict(() -> memories().supersede(read, GLOBEX));
            assertThat(everything()).containsExactly(updated);
        }

        @Test
        @ContractRule("MEMORY-3")
        void conflicts_when_the_memory_no_longer_counts() {
            Memory old = add(ACME);
            Memory successor = memories().supersede(old, GLOBEX);
            Memory closed = memories().find(ANNA, old.id()).orElseThrow();
            assertConflict(() -> memories().supersede(old, whole()));
            assertConflict(() -> memories().supersede(closed, whole()));
            Memory retracted = memories().retract(successor, "wrong");
            assertConflict(() -> memories().supersede(retracted, whole()));
            assertThat(everything()).containsExactly(retracted, closed);
        }

        @Test
        @ContractRule("MEMORY-3")
        void finds_no_unknown_memory_and_none_of_another_user() {
            Memory bens = memories().add(BEN, ACME);
            assertNotFound(() -> memories().supersede(stored(ACME, bens.id(), now()), GLOBEX));
            assertThat(memories().find(BEN, bens.id())).contains(bens);
            assertThat(everything()).isEmpty();
        }
    }

    @Nested
    class Retract {
        @Test
        @ContractRule("MEMORY-4")
        void closes_the_memory_without_touching_its_validity() {
            Memory endless = add(ACME);
            Memory ended = add(GLOBEX.validBetween(null, now()));
            Instant later = tick();
            assertThat(memories().retract(endless, "wrong")).isEqualTo(changed(endless, null, later, null));
            assertThat(memories().retract(ended, "wrong")).isEqualTo(changed(ended, ended.validTo(), later, null));
            assertThat(found(endless)).isEqualTo(changed(endless, null, later, null));
            assertThat(listing(MemoryFilter.current()).all()).isEmpty();
        }

        @Test
        @ContractRule("MEMORY-4")
        void conflicts_with_another_version_or_when_it_no_longer_counts() {
            Memory read = add(ACME);
            Memory updated = memories().update(read.withContent(GLOBEX));
            assertConflict(() -> memories().retract(read, "wrong"));
            assertThat(found(read)).isEqualTo(updated);
            Memory retracted = memories().retract(updated, "wrong");
            assertConflict(() -> memories().retract(retracted, "wrong again"));
            assertThat(found(read)).isEqualTo(retracted);
        }

        @Test
        @ContractRule("MEMORY-4")
        void finds_no_unknown_memory_and_none_of_another_user() {
            Memory bens = memories().add(BEN, ACME);
            assertNotFound(() -> memories().retract(stored(ACME, bens.id(), now()), "not hers"));
            assertThat(memories().find(BEN, bens.id())).contains(bens);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " \n"})
        @MethodSource("dev.kendall.testkit.Samples#badTexts")
        @ContractRule("MEMORY-4")
        void refuses_a_reason_that_is_none(String reason) {
            Memory memory = add(ACME);
            assertRefused(() -> memories().retract(memory, reason));
            assertThat(found(memory)).isEqualTo(memory);
        }

        @Test
        @Needs(Capability.MEMORY_HISTORY)
        @ContractRule("MEMORY-4")
        void keeps_the_reason_in_the_history() {
            String longest = "😀".repeat(500);
            Memory retracted = memories().retract(add(ACME), longest);
            assertThat(memories().history(ANNA, retracted.id()))
                    .last()
                    .isEqualTo(new MemoryRevision(retracted, Change.RETRACTED, now(), longest));
            Memory other = add(GLOBEX);
            assertRefused(() -> memories().retract(other, longest + "x"));
        }
    }

    @Nested
    @Needs(Capability.MEMORY_HISTORY)
    class Restore {
        @Test
        @ContractRule("MEMORY-5")
        void takes_superseding_back_and_leaves_the_successor() {
            Memory old = add(ACME);
            Memory successor = memories().supersede(old, GLOBEX);
            Memory closed = memories().find(ANNA, old.id()).orElseThrow();
            tick();
            Memory expected = changed(closed, null, null, null);
            assertThat(memories().restore(closed)).isEqualTo(expected);
            assertThat(found(old)).isEqualTo(expected);
            assertThat(found(successor)).isEqualTo(successor);
        }

        @Test
        @ContractRule("MEMORY-5")
        void keeps_an_end_in_the_world_that_superseding_did_not_give() {
            Instant end = now().minusSeconds(60);
            Memory old = add(ACME.validBetween(null, end));
            memories().supersede(old, GLOBEX);
            Memory closed = memories().find(ANNA, old.id()).orElseThrow();
            assertThat(memories().restore(closed)).isEqualTo(changed(closed, end, null, null));
        }

        @Test
        @ContractRule("MEMORY-5")
        void takes_a_retraction_back() {
            Memory ended = add(ACME.validBetween(null, now()));
            Memory retracted = memories().retract(ended, "wrong");
            assertThat(memories().restore(retracted)).isEqualTo(changed(retracted, ended.validTo(), null, null));
            listing(MemoryFilter.current()).assertGives(List.of(changed(retracted, ended.validTo(), null, null)));
        }

        @Test
        @ContractRule("MEMORY-5")
        void can_be_repeated() {
            Memory old = add(ACME);
            memories().supersede(old, GLOBEX);
            Memory restored = memories().restore(memories().find(ANNA, old.id()).orElseThrow());
            memories().supersede(restored, GLOBEX);
            Memory closedAgain = memories().find(ANNA, old.id()).orElseThrow();
            assertThat(closedAgain.version()).isEqualTo(4);
            assertThat(memories().restore(closedAgain)).isEqualTo(changed(closedAgain, null, null, null));
        }

        @Test
        @ContractRule("MEMORY-5")
        void conflicts_with_another_version_or_when_it_counts() {
            Memory memory = add(ACME);
            assertConflict(() -> memories().restore(memory));
            Memory retracted = memories().retract(memory, "wrong");
            assertConflict(() -> memories().restore(memory));
            assertThat(found(memory)).isEqualTo(retracted);
        }

        @Test
        @ContractRule("MEMORY-5")
        void finds_no_unknown_memory_and_none_of_another_user() {
            Memory bens = memories().retract(memories().add(BEN, ACME), "wrong");
            Memory claimed = changed(stored(ACME, bens.id(), now()), null, now(), null);
            assertNotFound(() -> memories().restore(claimed));
            assertThat(memories().find(BEN, bens.id())).contains(bens);
        }
    }

    @Nested
    class Find {
        @Test
        @ContractRule("MEMORY-6")
        void gives_the_users_own_memory_only_whether_it_counts_or_not() {
            Memory annas = add(ACME);
            assertThat(memories().find(ANNA, annas.id())).contains(annas);
            assertThat(memories().find(BEN, annas.id())).isEmpty();
            assertThat(memories().find(ANNA, memoryId(9))).isEmpty();
            Memory retracted = memories().retract(annas, "wrong");
            assertThat(memories().find(ANNA, annas.id())).contains(retracted);
        }
    }

    @Nested
    class ListFiltered {
        @Test
        @ContractRule("MEMORY-7")
        void gives_the_latest_recorded_first_and_ties_by_id_from_the_greatest_down() {
            Memory oldest = add(ACME);
            tick();
            Memory low = add(ACME.withId(MemoryId.of("00000000-0000-7000-8000-000000000001")));
            Memory high = add(ACME.withId(MemoryId.of("ffffffff-ffff-7fff-bfff-ffffffffffff")));
            Memory between = add(ACME);
            tick();
            Memory latest = add(ACME);
            remember(BEN, "not", "hers");
            listing(MemoryFilter.all()).assertGives(List.of(latest, high, between, low, oldest));
        }

        @Test
        @ContractRule("MEMORY-7")
        void filters_by_state() {
            Memory counts = add(ACME);
            tick();
            Memory retracted = memories().retract(add(GLOBEX), "wrong");
            tick();
            Memory expired = add(ACME.expiringAt(now().minusSeconds(1)));
            listing(MemoryFilter.current()).assertGives(List.of(expired, counts));
            listing(MemoryFilter.closed()).assertGives(List.of(retracted));
            listing(MemoryFilter.all()).assertGives(List.of(expired, retracted, counts));
        }

        @Test
        @ContractRule("MEMORY-7")
        void filters_what_can_be_recalled_at_a_time() {
            Instant time = now();
            Instant before = time.minusNanos(1_000);
            Instant after = time.plusNanos(1_000);
            Memory always = add(ACME);
            Memory begins = add(ACME.validBetween(time, null));
            add(ACME.validBetween(after, null));
            Memory lasts = add(ACME.validBetween(before, after));
            add(ACME.validBetween(before, time));
            Memory fresh = add(ACME.expiringAt(after));
            add(ACME.expiringAt(time));
            memories().retract(add(ACME), "wrong");
            listing(MemoryFilter.recallable(time)).assertGives(List.of(fresh, lasts, begins, always));
        }

        @Test
        @ContractRule("MEMORY-7")
        void filters_by_type_key_importance_and_time() {
            Memory fact = add(ACME);
            Instant second = tick();
            Memory preference =
                    add(NewMemory.of(MemoryType.PREFERENCE, "Employer", "big").withImportance(Importance.LOW));
            tick();
            Memory instruction =
                    add(NewMemory.of(MemoryType.INSTRUCTION, "tone", "brief").withImportance(Importance.HIGH));
            Instant third = now();

            listing(MemoryFilter.all().of(MemoryType.FACT, MemoryType.INSTRUCTION))
                    .assertGives(List.of(instruction, fact));
            listing(MemoryFilter.all().withKeys("employer", "tone", "%")).assertGives(List.of(instruction, fact));
            listing(MemoryFilter.all().of(Importance.LOW, Importance.HIGH))
                    .assertGives(List.of(instruction, preference));
            listing(MemoryFilter.all().recordedBetween(second, third)).assertGives(List.of(preference));
            listing(MemoryFilter.all().recordedBetween(second, null)).assertGives(List.of(instruction, preference));
            listing(MemoryFilter.all().recordedBetween(null, second)).assertGives(List.of(fact));
            listing(MemoryFilter.current().of(MemoryType.FACT).withKeys("tone")).assertGives(List.of());
        }

        @Test
        @ContractRule("MEMORY-7")
        void is_empty_for_an_unknown_user() {
            remember(BEN, "not", "hers");
            assertThat(listing(MemoryFilter.all()).first(1)).isEqualTo(Page.empty());
        }

        @Test
        @ContractRule("MEMORY-7")
        void goes_on_where_it_was_while_memories_come_and_close() {
            List<Memory> added = IntStream.range(0, 5).mapToObj(i -> add(ACME)).toList();
            Page<Memory> page = listing(MemoryFilter.current()).first(2);
            assertThat(page.items()).containsExactly(added.get(4), added.get(3));
            memories().retract(added.get(3), "wrong");
            memories().retract(added.get(1), "wrong");
            add(ACME);
            clock.set(START.minusSeconds(1));
            Memory older = add(ACME);
            assertThat(listing(MemoryFilter.current()).after(page)).containsExactly(added.get(2), added.get(0), older);
        }

        @Test
        @ContractRule("MEMORY-7")
        void refuses_cursors_of_others() {
            add(ACME);
            add(GLOBEX);
            listing(MemoryFilter.all()).assertRefusesForeignCursors();
        }
    }

    @Nested
    @Needs(Capability.MEMORY_HISTORY)
    class History {
        @Test
        @ContractRule("MEMORY-8")
        void has_every_change_oldest_first() {
            Instant t1 = now();
            Memory added = add(ACME);
            Instant t2 = tick();
            Memory updated = memories().update(added.withContent(ACME.withContext("at lunch")));
            Instant t3 = tick();
            Memory successor = memories().supersede(updated, GLOBEX);
            Memory superseded = memories().find(ANNA, added.id()).orElseThrow();
            Instant t4 = tick();
            Memory restored = memories().restore(superseded);
            Instant t5 = tick();
            Memory retracted = memories().retract(restored, "never worked there");
            assertThat(memories().history(ANNA, added.id()))
                    .containsExactly(
                            new MemoryRevision(added, Change.ADDED, t1, null),
                            new MemoryRevision(updated, Change.UPDATED, t2, null),
                            new MemoryRevision(superseded, Change.SUPERSEDED, t3, null),
                            new MemoryRevision(restored, Change.RESTORED, t4, null),
                            new MemoryRevision(retracted, Change.RETRACTED, t5, "never worked there"));
            assertThat(memories().history(ANNA, successor.id()))
                    .containsExactly(new MemoryRevision(successor, Change.ADDED, t3, null));
        }

        @Test
        @ContractRule("MEMORY-8")
        void does_not_grow_by_what_fails_or_is_repeated() {
            Memory added = add(whole());
            add(whole());
            assertConflict(() -> memories().restore(added));
            assertConflict(() -> add(ACME.withId(added.id())));
            assertThat(memories().history(ANNA, added.id()))
                    .containsExactly(new MemoryRevision(added, Change.ADDED, now(), null));
        }

        @Test
        @ContractRule("MEMORY-8")
        void is_empty_for_unknown_memories_and_those_of_others() {
            Memory bens = memories().add(BEN, ACME);
            assertThat(memories().history(ANNA, bens.id())).isEmpty();
            assertThat(memories().history(BEN, bens.id())).hasSize(1);
            assertThat(memories().history(ANNA, memoryId(9))).isEmpty();
        }
    }
}
