package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.storage.Capability;
import dev.kendall.storage.StateStore;
import dev.kendall.user.UserId;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rules of {@link StateStore}. */
@Needs(Capability.TRANSACTIONS)
public abstract class StateStoreContract extends StorageContract {
    private static final String READ = "learn/garden";

    private void put(UserId user, String key, String value) {
        transactional().inTransaction(tx -> {
            tx.state().put(user, key, value);
            return true;
        });
    }

    private Optional<String> find(UserId user, String key) {
        return transactional().inTransaction(tx -> tx.state().find(user, key));
    }

    private Map<String, String> list(UserId user, String prefix) {
        return transactional().inTransaction(tx -> tx.state().list(user, prefix));
    }

    private boolean remove(UserId user, String key) {
        return transactional().inTransaction(tx -> tx.state().remove(user, key));
    }

    @Nested
    class Find {
        @Test
        @ContractRule("STATE-1")
        void finds_nothing_that_was_not_put() {
            assertThat(find(ANNA, READ)).isEmpty();
        }

        @Test
        @ContractRule("STATE-1")
        void finds_what_the_transaction_itself_has_put() {
            assertThat(transactional().<Optional<String>, RuntimeException>inTransaction(tx -> {
                        tx.state().put(ANNA, READ, "7");
                        return tx.state().find(ANNA, READ);
                    }))
                    .contains("7");
        }

        @Test
        @ContractRule("STATE-1")
        void refuses_keys_that_cannot_be() {
            assertThatIllegalArgumentException().isThrownBy(() -> find(ANNA, " "));
            assertThatIllegalArgumentException().isThrownBy(() -> find(ANNA, "k".repeat(StateStore.MAX_KEY + 1)));
        }
    }

    @Nested
    class Listing {
        @Test
        @ContractRule("STATE-2")
        void gives_what_begins_so_in_the_order_of_code_points() {
            String late = "learn/\uD83D\uDE00";
            String early = "learn/\uFFFD";
            put(ANNA, late, "d");
            put(ANNA, early, "c");
            put(ANNA, "learn/Z", "a");
            put(ANNA, "learn/a%_\\", "b");
            put(ANNA, "learn", "not this");
            put(ANNA, "spend/1", "nor this");
            put(BEN, "learn/9", "nor another's");
            Map<String, String> listed = list(ANNA, "learn/");
            assertThat(listed)
                    .containsExactly(
                            Map.entry("learn/Z", "a"),
                            Map.entry("learn/a%_\\", "b"),
                            Map.entry(early, "c"),
                            Map.entry(late, "d"));
            assertThat(list(ANNA, "learn/a%")).hasSize(1);
            assertThat(list(ANNA, "learn/_")).isEmpty();
            assertThat(list(ANNA, "")).hasSize(6);
        }
    }

    @Nested
    class Put {
        @Test
        @ContractRule("STATE-3")
        void takes_the_place_of_what_was_there_for_this_user_alone() {
            put(ANNA, READ, "1");
            put(BEN, READ, "2");
            put(ANNA, READ, "");
            assertThat(find(ANNA, READ)).contains("");
            assertThat(find(BEN, READ)).contains("2");
        }

        @Test
        @ContractRule("STATE-3")
        void makes_the_user_who_is_not_there_yet() {
            put(ANNA, READ, "1");
            assertThat(storage().users().find(ANNA)).isPresent();
        }

        @Test
        @ContractRule("STATE-3")
        void keeps_nothing_when_the_transaction_fails() {
            assertThatThrownBy(() -> transactional().inTransaction(tx -> {
                        tx.state().put(ANNA, READ, "1");
                        throw new IOException("no");
                    }))
                    .isInstanceOf(IOException.class);
            assertThat(find(ANNA, READ)).isEmpty();
        }

        @Test
        @ContractRule("STATE-3")
        void keeps_the_longest_and_refuses_longer() {
            String key = "k".repeat(StateStore.MAX_KEY);
            String value = "v".repeat(StateStore.MAX_VALUE);
            put(ANNA, key, value);
            assertThat(find(ANNA, key)).contains(value);
            assertThatIllegalArgumentException().isThrownBy(() -> put(ANNA, READ, value + "v"));
            assertThatIllegalArgumentException().isThrownBy(() -> put(ANNA, READ, "a\0b"));
        }
    }

    @Nested
    class Remove {
        @Test
        @ContractRule("STATE-4")
        void removes_what_is_there_and_says_so() {
            put(ANNA, READ, "1");
            assertThat(remove(BEN, READ)).isFalse();
            assertThat(remove(ANNA, READ)).isTrue();
            assertThat(remove(ANNA, READ)).isFalse();
            assertThat(find(ANNA, READ)).isEmpty();
        }
    }
}
