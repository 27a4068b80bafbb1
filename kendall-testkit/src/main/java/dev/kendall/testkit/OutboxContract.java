package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.memory.MemoryId;
import dev.kendall.storage.Capability;
import dev.kendall.storage.Change;
import dev.kendall.storage.Outbox;
import dev.kendall.storage.OutboxEntry;
import dev.kendall.user.UserId;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of {@link Outbox}. */
@Needs(Capability.TRANSACTIONS)
public abstract class OutboxContract extends StorageContract {
    private static Change turn(UserId user, int n) {
        return new Change.TurnCompleted(
                user,
                HOME,
                messageId(n),
                messageId(n + 1),
                List.of(new MemoryId(SequentialIds.at(8)), new MemoryId(SequentialIds.at(7))));
    }

    private OutboxEntry add(Change change) {
        return transactional().inTransaction(tx -> tx.outbox().add(change));
    }

    private List<OutboxEntry> waiting() {
        return transactional().inTransaction(tx -> tx.outbox().list(1_000));
    }

    private boolean remove(OutboxEntry entry) {
        return transactional().inTransaction(tx -> tx.outbox().remove(entry));
    }

    @Nested
    class Add {
        @Test
        @ContractRule("OUTBOX-1")
        void keeps_the_change_once_the_transaction_commits() {
            OutboxEntry entry = add(turn(ANNA, 1));
            assertThat(entry.change()).isEqualTo(turn(ANNA, 1));
            assertThat(entry.addedAt()).isEqualTo(now());
            assertThat(waiting()).containsExactly(entry);
        }

        @Test
        @ContractRule("OUTBOX-1")
        void is_seen_by_nobody_else_before() {
            transactional().inTransaction(tx -> {
                OutboxEntry entry = tx.outbox().add(turn(ANNA, 1));
                assertThat(tx.outbox().list(10)).containsExactly(entry);
                CompletableFuture.runAsync(() -> assertThat(waiting()).isEmpty())
                        .orTimeout(30, TimeUnit.SECONDS)
                        .join();
                return entry;
            });
            assertThat(waiting()).hasSize(1);
        }

        @Test
        @ContractRule("OUTBOX-1")
        void keeps_nothing_when_the_transaction_fails() {
            assertThatThrownBy(() -> transactional().inTransaction(tx -> {
                        tx.outbox().add(turn(ANNA, 1));
                        throw new IOException("no");
                    }))
                    .isInstanceOf(IOException.class);
            assertThat(waiting()).isEmpty();
        }

        @Test
        @ContractRule("OUTBOX-1")
        void keeps_two_equal_changes_as_two() {
            OutboxEntry first = add(turn(ANNA, 1));
            OutboxEntry second = add(turn(ANNA, 1));
            assertThat(waiting()).containsExactly(first, second);
        }
    }

    @Nested
    class ListOldest {
        @Test
        @ContractRule("OUTBOX-2")
        void gives_the_oldest_of_all_users_by_id() {
            OutboxEntry first = add(turn(BEN, 1));
            tick();
            OutboxEntry second = add(turn(ANNA, 2));
            OutboxEntry third = add(turn(BEN, 3));
            assertThat(waiting())
                    .containsExactly(first, second, third)
                    .extracting(OutboxEntry::id)
                    .isSortedAccordingTo(Comparator.comparing(UUID::toString));
            assertThat(transactional()
                            .<List<OutboxEntry>, RuntimeException>inTransaction(
                                    tx -> tx.outbox().list(2)))
                    .containsExactly(first, second);
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 0, 1_001})
        @ContractRule("OUTBOX-2")
        void refuses_a_limit_out_of_range(int limit) {
            assertRefused(() -> transactional().inTransaction(tx -> tx.outbox().list(limit)));
        }
    }

    @Nested
    class Remove {
        @Test
        @ContractRule("OUTBOX-3")
        void takes_one_entry_and_says_so() {
            OutboxEntry told = add(turn(ANNA, 1));
            OutboxEntry other = add(turn(ANNA, 1));
            assertThat(remove(told)).isTrue();
            assertThat(waiting()).containsExactly(other);
            assertThat(remove(told)).isFalse();
        }

        @Test
        @ContractRule("OUTBOX-3")
        void takes_nothing_when_the_transaction_fails() {
            OutboxEntry entry = add(turn(ANNA, 1));
            assertThatThrownBy(() -> transactional().inTransaction(tx -> {
                        assertThat(tx.outbox().remove(entry)).isTrue();
                        assertThat(tx.outbox().list(10)).isEmpty();
                        throw new IOException("no");
                    }))
                    .isInstanceOf(IOException.class);
            assertThat(waiting()).containsExactly(entry);
        }
    }
}
