package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.chat.Message;
import dev.kendall.chat.NewMessage;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.storage.Capability;
import dev.kendall.storage.ErasureReceipt;
import dev.kendall.storage.ErasureReceipt.Kind;
import dev.kendall.storage.Stores;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rules of {@link Stores#erase}. */
public abstract class ErasureContract extends StorageContract {
    private Everything everything;

    @BeforeEach
    void storeEverything() {
        everything = new Everything(storage, capabilities());
        everything.storeFor(ANNA);
    }

    @Nested
    class Erase {
        @Test
        @ContractRule("ERASE-1")
        void says_what_it_destroyed() {
            Instant time = tick();
            assertThat(storage.erase(ANNA)).isEqualTo(new ErasureReceipt(ANNA, time, everything.counts()));
        }

        @Test
        @ContractRule("ERASE-1")
        void leaves_nothing_that_any_call_finds() {
            assertThat(everything.foundBy(ANNA)).as("before").hasSizeGreaterThan(20);
            storage.erase(ANNA);
            assertThat(everything.foundBy(ANNA)).isEmpty();
        }

        @Test
        @ContractRule("ERASE-1")
        void leaves_everything_of_others() {
            everything.storeFor(BEN);
            List<Object> bens = everything.foundBy(BEN);
            storage.erase(ANNA);
            assertThat(everything.foundBy(BEN)).isEqualTo(bens);
        }

        @Test
        @ContractRule("ERASE-1")
        void destroys_nothing_twice_and_nothing_of_an_unknown_user() {
            storage.erase(ANNA);
            assertThat(storage.erase(ANNA)).isEqualTo(new ErasureReceipt(ANNA, now(), Map.of()));
            assertThat(storage.erase(BEN).total()).isZero();
            assertThat(storage.users().find(ANNA)).isEmpty();
        }

        @Test
        @ContractRule("ERASE-1")
        void takes_a_user_of_whom_little_is_known() {
            say(BEN, HOME, "hello");
            ErasureReceipt receipt = storage.erase(BEN);
            assertThat(receipt.count(Kind.USERS)).isEqualTo(1);
            assertThat(receipt.count(Kind.THREADS)).isEqualTo(1);
            assertThat(receipt.count(Kind.MESSAGES)).isEqualTo(1);
            assertThat(receipt.total()).isEqualTo(3);
        }

        @Test
        @ContractRule("ERASE-1")
        void lets_a_new_user_begin_under_the_same_id() {
            storage.erase(ANNA);
            Instant later = tick();
            Message message = say(ANNA, HOME, "hello again");
            assertThat(storage.users().find(ANNA)).contains(new User(ANNA, Profile.empty(), later, later, 1));
            assertThat(everything.foundBy(ANNA)).contains(message);
            assertThat(storage.threads().find(ANNA, Everything.THREAD)).isEmpty();
            assertThat(storage.contacts().listByName(ANNA, "John")).isEmpty();
        }

        @Test
        @Needs(Capability.SEMANTIC_SEARCH)
        @ContractRule("ERASE-1")
        void leaves_no_vector_for_the_same_row_to_come_back_to() {
            Message embedded = storage.chat().find(ANNA, Everything.QUESTION).orElseThrow();
            storage.erase(ANNA);
            storage.chat()
                    .append(
                            ANNA,
                            embedded.thread(),
                            NewMessage.user(embedded.text()).withId(embedded.id()));
            assertThat(storage.vectors()
                            .countUnembedded(ANNA, everything.space().id()))
                    .isEqualTo(1);
        }

        @Test
        @Needs(Capability.EXTERNAL_IDS)
        @ContractRule("ERASE-1")
        void sets_the_users_external_id_free() {
            var id = Everything.externalId(ANNA, EntityKind.USER);
            assertThat(storage.externalIds().findUser(id)).contains(ANNA);
            storage.erase(ANNA);
            storage.externalIds().link(EntityRef.of(BEN), id);
            assertThat(storage.externalIds().findUser(id)).contains(BEN);
        }

        @Test
        @Needs(Capability.TRANSACTIONS)
        @ContractRule("ERASE-1")
        void works_within_a_transaction() {
            ErasureReceipt receipt = transactional().inTransaction(tx -> {
                tx.chat().append(ANNA, HOME, NewMessage.user("one more"));
                return tx.erase(ANNA);
            });
            assertThat(receipt.count(Kind.MESSAGES))
                    .isEqualTo(everything.counts().getOrDefault(Kind.MESSAGES, 0L) + 1);
            assertThat(everything.foundBy(ANNA)).isEmpty();
        }
    }
}
