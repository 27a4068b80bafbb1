package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryHistories;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.memory.NewMemory;
import dev.kendall.storage.Capability;
import dev.kendall.user.UserId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rules of {@link MemoryHistories}. */
@Needs({Capability.TRANSACTIONS, Capability.MEMORY_HISTORY})
public abstract class MemoryHistoriesContract extends StorageContract {
    private long trim(UserId user, Instant before) {
        return transactional().inTransaction(tx -> tx.histories().trim(user, before));
    }

    private List<Long> versions(Memory memory) {
        return storage().memories().history(memory.user(), memory.id()).stream()
                .map(revision -> revision.memory().version())
                .toList();
    }

    /** A memory of this many versions, a second apart, the last of them now. */
    private Memory changed(UserId user, int times) {
        Memory memory = storage().memories().add(user, NewMemory.fact("shoe size", "v1"));
        for (int i = 2; i <= times; i++) {
            tick();
            memory = storage()
                    .memories()
                    .update(memory.withContent(memory.content().withContext("v" + i)));
        }
        return memory;
    }

    @Nested
    class Recent {
        @Test
        @ContractRule("HISTORY-1")
        void keeps_what_was_changed_since_and_what_it_was_changed_from() {
            Memory memory = changed(ANNA, 10);
            Instant seventh = now().minusSeconds(3);
            List<MemoryRevision> whole = storage().memories().history(ANNA, memory.id());
            assertThat(trim(ANNA, seventh)).isEqualTo(4);
            assertThat(storage().memories().history(ANNA, memory.id()))
                    .containsExactly(
                            whole.get(0), whole.get(5), whole.get(6), whole.get(7), whole.get(8), whole.get(9));
            assertThat(storage().memories().find(ANNA, memory.id())).contains(memory);
        }

        @Test
        @ContractRule("HISTORY-1")
        void keeps_all_that_is_not_old() {
            Instant begun = now();
            Memory memory = changed(ANNA, 10);
            assertThat(trim(ANNA, begun)).isZero();
            assertThat(versions(memory)).hasSize(10);
        }

        @Test
        @ContractRule("HISTORY-1")
        void goes_by_each_memory_and_user() {
            Memory old = changed(ANNA, 8);
            Memory bens = changed(BEN, 8);
            Instant later = tick();
            Memory recent = changed(ANNA, 8);
            assertThat(trim(ANNA, later)).isEqualTo(4);
            assertThat(versions(old)).containsExactly(1L, 6L, 7L, 8L);
            assertThat(versions(recent)).hasSize(8);
            assertThat(versions(bens)).hasSize(8);
        }

        @Test
        @ContractRule("HISTORY-1")
        void forgets_nothing_when_the_transaction_fails() {
            Memory memory = changed(ANNA, 8);
            assertThatThrownBy(() -> transactional().inTransaction(tx -> {
                        assertThat(tx.histories().trim(ANNA, tick())).isEqualTo(4);
                        throw new IOException("no");
                    }))
                    .isInstanceOf(IOException.class);
            assertThat(versions(memory)).hasSize(8);
        }
    }

    @Nested
    class Old {
        @Test
        @ContractRule("HISTORY-2")
        void keeps_the_first_and_the_last_three_however_old_they_are() {
            Memory memory = changed(ANNA, 7);
            Memory few = changed(ANNA, 4);
            clock.advance(Duration.ofDays(4_000));
            assertThat(trim(ANNA, now())).isEqualTo(3);
            assertThat(versions(memory)).containsExactly(1L, 5L, 6L, 7L);
            assertThat(versions(few)).containsExactly(1L, 2L, 3L, 4L);
        }

        @Test
        @ContractRule("HISTORY-2")
        void keeps_what_gives_a_restored_memory_its_end_back() {
            Instant end = now().plusSeconds(900_000);
            Memory memory = changed(ANNA, 4);
            memory = storage()
                    .memories()
                    .update(memory.withContent(memory.content().validBetween(START, null)));
            tick();
            storage()
                    .memories()
                    .supersede(memory, NewMemory.fact("shoe size", "other").validBetween(end, null));
            memory = storage().memories().find(ANNA, memory.id()).orElseThrow();
            assertThat(memory.validTo()).isEqualTo(end);
            for (int i = 0; i < 5; i++) {
                tick();
                memory = storage()
                        .memories()
                        .update(memory.withContent(memory.content().withContext("later " + i)));
            }
            assertThat(trim(ANNA, tick())).isEqualTo(5);
            assertThat(versions(memory)).containsExactly(1L, 5L, 6L, 9L, 10L, 11L);
            assertThat(storage().memories().restore(memory).validTo()).isNull();
        }
    }

    @Nested
    class Again {
        @Test
        @ContractRule("HISTORY-3")
        void forgets_nothing_more() {
            Memory memory = changed(ANNA, 12);
            Instant eighth = now().minusSeconds(4);
            assertThat(trim(ANNA, eighth)).isEqualTo(5);
            List<Long> left = versions(memory);
            assertThat(trim(ANNA, eighth)).isZero();
            assertThat(versions(memory)).isEqualTo(left);
            assertThat(trim(ANNA, tick())).isEqualTo(3);
            assertThat(versions(memory)).containsExactly(1L, 10L, 11L, 12L);
        }

        @Test
        @ContractRule("HISTORY-3")
        void makes_no_user_and_finds_none() {
            assertThat(trim(ANNA, now())).isZero();
            assertThat(storage().users().find(ANNA)).isEmpty();
        }
    }
}
