package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.chat.ChatStore;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.NewMessage;
import dev.kendall.contact.Contact;
import dev.kendall.contact.NewContact;
import dev.kendall.failure.Conflict;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.pattern.PatternType;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.storage.Capability;
import dev.kendall.storage.Change;
import dev.kendall.storage.Outbox;
import dev.kendall.storage.Stores;
import dev.kendall.storage.Transaction;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.storage.TurnWrite;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rules of {@link TransactionalStorage} and {@link Transaction}. */
@Needs(Capability.TRANSACTIONS)
public abstract class TransactionContract extends StorageContract {
    private static final PageRequest FIRST = PageRequest.first(100);
    private static final Profile ANNIE = Profile.builder().nickname("Annie").build();

    /** Runs {@code call} on another thread, and waits for it: what somebody else does in the middle of a transaction. */
    private static void elsewhere(Runnable call) {
        CompletableFuture.runAsync(call).orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** Something of each kind. */
    private static void writeEverything(Transaction tx) {
        tx.users().save(ANNA, ANNIE);
        tx.threads().getOrCreate(ANNA, WORK);
        Message message = tx.chat().append(ANNA, HOME, NewMessage.user("hello"));
        tx.contacts().upsert(ANNA, NewContact.named("John"));
        tx.patterns().add(ANNA, NewPattern.of(PatternType.BEHAVIOR, "walks"));
        tx.memories().supersede(tx.memories().add(ANNA, NewMemory.fact("a", "b")), NewMemory.fact("a", "c"));
        tx.outbox().add(new Change.TurnCompleted(ANNA, HOME, message.id(), message.id(), List.of()));
    }

    /** How many there are of each kind. */
    private static List<Integer> counts(Stores stores) {
        return List.of(
                stores.users().list(FIRST).items().size(),
                stores.threads().list(ANNA, FIRST).items().size(),
                stores.chat().list(ANNA, MessageFilter.all(), FIRST).items().size(),
                stores.contacts().list(ANNA, FIRST).items().size(),
                stores.patterns().list(ANNA, PatternFilter.all(), FIRST).items().size(),
                stores.memories().list(ANNA, MemoryFilter.all(), FIRST).items().size(),
                stores.memories()
                        .list(ANNA, MemoryFilter.current(), FIRST)
                        .items()
                        .size());
    }

    private static final List<Integer> NOTHING = List.of(0, 0, 0, 0, 0, 0, 0);
    private static final List<Integer> EVERYTHING = List.of(1, 2, 1, 1, 1, 2, 1);

    private void run(Consumer<Transaction> work) {
        transactional().inTransaction(tx -> {
            work.accept(tx);
            return true;
        });
    }

    private int waiting() {
        return transactional().inTransaction(tx -> tx.outbox().list(100).size());
    }

    @Nested
    class InTransaction {
        @Test
        @ContractRule("TX-1")
        void stores_everything_when_the_work_returns_and_gives_its_result() {
            String result = transactional().inTransaction(tx -> {
                writeEverything(tx);
                return "done";
            });
            assertThat(result).isEqualTo("done");
            assertThat(counts(storage)).isEqualTo(EVERYTHING);
            assertThat(waiting()).isEqualTo(1);
        }

        @Test
        @ContractRule("TX-1")
        void stores_nothing_when_the_work_throws() {
            assertThatThrownBy(() -> transactional().inTransaction(tx -> {
                        writeEverything(tx);
                        throw new IOException("no");
                    }))
                    .isInstanceOf(IOException.class);
            assertThat(counts(storage)).isEqualTo(NOTHING);
            assertThat(waiting()).isZero();
        }

        @Test
        @ContractRule("TX-1")
        void takes_changes_and_deletions_back_when_the_work_throws() {
            User user = storage.users().save(ANNA, ANNIE);
            Message message = say(ANNA, HOME, "hello");
            Contact contact = storage.contacts().upsert(ANNA, NewContact.named("John"));
            Memory memory = remember(ANNA, "a", "b");
            assertThatThrownBy(() -> transactional().inTransaction(tx -> {
                        tx.users().save(ANNA, Samples.profile());
                        tx.threads().delete(ANNA, HOME);
                        tx.contacts().delete(ANNA, contact.id());
                        tx.memories().retract(memory, "wrong");
                        throw new IOException("no");
                    }))
                    .isInstanceOf(IOException.class);
            assertThat(storage.users().find(ANNA)).contains(user);
            assertThat(storage.threads().find(ANNA, HOME)).isPresent();
            assertThat(storage.chat().find(ANNA, message.id())).contains(message);
            assertThat(storage.contacts().find(ANNA, contact.id())).contains(contact);
            assertThat(storage.memories().find(ANNA, memory.id())).contains(memory);
        }

        @Test
        @ContractRule("TX-1")
        void takes_an_erasure_back_when_the_work_throws() {
            Message message = say(ANNA, HOME, "hello");
            assertThatThrownBy(() -> transactional().inTransaction(tx -> {
                        tx.erase(ANNA);
                        assertThat(tx.users().find(ANNA)).isEmpty();
                        throw new IOException("no");
                    }))
                    .isInstanceOf(IOException.class);
            assertThat(storage.chat().find(ANNA, message.id())).contains(message);
        }

        @Test
        @ContractRule("TX-1")
        void sees_its_own_writes() {
            run(tx -> {
                assertThat(counts(tx)).isEqualTo(NOTHING);
                writeEverything(tx);
                assertThat(counts(tx)).isEqualTo(EVERYTHING);
                assertThat(tx.outbox().list(10)).hasSize(1);
            });
        }

        @Test
        @Needs({Capability.TRANSACTIONS, Capability.KEYWORD_SEARCH})
        @ContractRule("TX-1")
        void finds_its_own_writes() {
            SearchQuery query = SearchQuery.of("garden").in(SearchMode.KEYWORD);
            run(tx -> {
                Message message = tx.chat().append(ANNA, HOME, NewMessage.user("garden"));
                assertThat(tx.search()
                                .messages(ANNA, query, MessageFilter.all())
                                .hits())
                        .extracting(hit -> hit.item())
                        .containsExactly(message);
            });
        }

        @Test
        @ContractRule("TX-1")
        void is_not_seen_by_others_before_its_end() {
            run(tx -> {
                writeEverything(tx);
                elsewhere(() -> assertThat(counts(storage)).isEqualTo(NOTHING));
            });
            assertThat(counts(storage)).isEqualTo(EVERYTHING);
        }

        @Test
        @ContractRule("TX-1")
        void sees_no_half_of_what_others_commit() {
            List<Integer> seen = new ArrayList<>();
            try {
                run(tx -> {
                    List<Message> home = tx.chat().list(ANNA, HOME, FIRST).items();
                    elsewhere(() -> transactional().inTransaction(other -> {
                        other.chat().append(ANNA, HOME, NewMessage.user("one half"));
                        return other.chat().append(ANNA, WORK, NewMessage.user("the other half"));
                    }));
                    List<Message> work = tx.chat().list(ANNA, WORK, FIRST).items();
                    seen.addAll(List.of(home.size(), work.size()));
                });
                assertThat(seen).containsExactly(0, 0);
            } catch (Conflict e) {
                // As good: what was read together no longer holds, and the caller is told to redo.
                assertThat(e).hasMessageNotContaining("half");
            }
        }

        @Test
        @ContractRule("TX-1")
        void stores_nothing_when_a_call_in_it_fails() {
            Message mine =
                    storage.chat().append(ANNA, HOME, NewMessage.user("mine").withId(messageId(1)));
            assertConflict(() -> transactional().inTransaction(tx -> {
                tx.chat().append(ANNA, WORK, NewMessage.user("fine"));
                return tx.chat().append(ANNA, WORK, NewMessage.user("another").withId(messageId(1)));
            }));
            assertThat(storage.chat().list(ANNA, MessageFilter.all(), FIRST).items())
                    .containsExactly(mine);
        }

        @Test
        @ContractRule("TX-2")
        void lets_the_works_own_exception_through_as_it_is() {
            for (Exception own : List.of(new IOException("checked"), new IllegalStateException("unchecked"))) {
                assertThatThrownBy(() -> transactional().inTransaction(tx -> {
                            throw own;
                        }))
                        .isSameAs(own);
            }
            Error error = new AssertionError("error");
            assertThatThrownBy(() -> transactional().inTransaction(tx -> {
                        tx.chat().append(ANNA, HOME, NewMessage.user("hello"));
                        throw error;
                    }))
                    .isSameAs(error);
            assertThat(counts(storage)).isEqualTo(NOTHING);
        }

        @Test
        @ContractRule("TX-2")
        void leaves_outside_what_is_not_reached_through_it() {
            assertThatThrownBy(() -> transactional().inTransaction(tx -> {
                        tx.chat().append(ANNA, HOME, NewMessage.user("inside"));
                        say(BEN, HOME, "outside");
                        throw new IOException("no");
                    }))
                    .isInstanceOf(IOException.class);
            assertThat(storage.chat().list(ANNA, HOME, FIRST).items()).isEmpty();
            assertThat(storage.chat().list(BEN, HOME, FIRST).items()).hasSize(1);
        }

        @Test
        @ContractRule("TX-3")
        void conflicts_when_somebody_changed_what_it_read_and_writes() {
            storage.users().save(ANNA, ANNIE);
            List<User> theirs = new ArrayList<>();
            assertConflict(() -> transactional().inTransaction(tx -> {
                User read = tx.users().get(ANNA);
                elsewhere(() -> theirs.add(storage.users().save(ANNA, Samples.profile())));
                tx.chat().append(ANNA, HOME, NewMessage.user("hello"));
                return tx.users()
                        .save(ANNA, read.profile().toBuilder().fullName("Anna").build());
            }));
            assertThat(storage.users().find(ANNA)).contains(theirs.get(0));
            assertThat(storage.chat().list(ANNA, HOME, FIRST).items()).isEmpty();
        }

        @Test
        @ContractRule("TX-3")
        void succeeds_when_the_whole_work_is_done_again() {
            storage.users().save(ANNA, ANNIE);
            List<Long> versions = new ArrayList<>();
            TransactionalStorage.Work<User, RuntimeException> work = tx -> {
                User read = tx.users().get(ANNA);
                if (versions.isEmpty()) {
                    elsewhere(() -> storage.users().save(ANNA, Samples.profile()));
                }
                versions.add(read.version());
                return tx.users()
                        .update(read.withProfile(
                                read.profile().toBuilder().fullName("Anna").build()));
            };
            assertConflict(() -> transactional().inTransaction(work));
            User stored = transactional().inTransaction(work);
            assertThat(versions).containsExactly(1L, 2L);
            assertThat(stored.profile())
                    .isEqualTo(Samples.profile().toBuilder().fullName("Anna").build());
        }

        @Test
        @ContractRule("TX-3")
        void does_not_conflict_with_what_was_committed_before() {
            for (int i = 0; i < 3; i++) {
                transactional().inTransaction(tx -> tx.chat().append(ANNA, HOME, NewMessage.user("hello")));
                say(ANNA, HOME, "hello");
            }
            assertThat(storage.chat().list(ANNA, HOME, FIRST).items()).hasSize(6);
        }
    }

    @Nested
    class AStoredTurn {
        private static final Instant SAID = Instant.parse("2026-03-02T09:00:00Z");

        private TurnWrite turn(String reply) {
            Change change = new Change.TurnCompleted(ANNA, HOME, messageId(1), messageId(2), List.of());
            List<NewMessage> messages = List.of(
                    NewMessage.user("hello").withId(messageId(1)).withCreatedAt(SAID),
                    NewMessage.assistant(reply).withId(messageId(2)).withCreatedAt(SAID.plusSeconds(2)));
            return new TurnWrite(ANNA, HOME, messages, List.of(), change);
        }

        private List<String> texts() {
            return storage.chat().list(ANNA, HOME, FIRST).items().stream()
                    .map(Message::text)
                    .toList();
        }

        @Test
        @ContractRule("TX-5")
        void is_there_with_its_change() {
            List<Message> stored = transactional().storeTurn(turn("hi"));
            assertThat(stored).extracting(Message::text).containsExactly("hello", "hi");
            assertThat(texts()).containsExactly("hi", "hello");
            assertThat(storage.threads().get(ANNA, HOME).lastActive()).isEqualTo(SAID.plusSeconds(2));
            assertThat(waiting()).isEqualTo(1);
        }

        @Test
        @ContractRule("TX-5")
        void is_there_once_and_told_once_when_repeated() {
            List<Message> stored = transactional().storeTurn(turn("hi"));
            assertThat(transactional().storeTurn(turn("hi"))).isEqualTo(stored);
            run(tx -> assertThat(tx.storeTurn(turn("hi"))).isEqualTo(stored));
            assertThat(texts()).containsExactly("hi", "hello");
            assertThat(waiting()).isEqualTo(1);
        }

        @Test
        @ContractRule("TX-5")
        void is_completed_and_told_when_the_question_was_there_before() {
            TurnWrite whole = turn("hi");
            transactional().storeTurn(new TurnWrite(ANNA, HOME, whole.messages().subList(0, 1), List.of(), null));
            assertThat(texts()).containsExactly("hello");
            assertThat(waiting()).isZero();
            transactional().storeTurn(whole);
            assertThat(texts()).containsExactly("hi", "hello");
            assertThat(waiting()).isEqualTo(1);
        }

        @Test
        @ContractRule("TX-5")
        void is_refused_and_told_to_nobody_when_another_reply_is_stored() {
            transactional().storeTurn(turn("hi"));
            assertConflict(() -> transactional().storeTurn(turn("bye")));
            assertThat(texts()).containsExactly("hi", "hello");
            assertThat(waiting()).isEqualTo(1);
        }

        @Test
        @ContractRule("TX-5")
        void is_not_there_when_the_transaction_around_it_fails() {
            assertThatThrownBy(() -> transactional().inTransaction(tx -> {
                        tx.storeTurn(turn("hi"));
                        throw new IOException("no");
                    }))
                    .isInstanceOf(IOException.class);
            assertThat(counts(storage)).isEqualTo(NOTHING);
            assertThat(waiting()).isZero();
        }
    }

    @Nested
    class AfterItsEnd {
        private final List<Transaction> transactions = new ArrayList<>();
        private final List<ChatStore> stores = new ArrayList<>();
        private final List<Outbox> outboxes = new ArrayList<>();

        private void leak(Transaction tx) {
            tx.chat().append(ANNA, HOME, NewMessage.user("hello"));
            transactions.add(tx);
            stores.add(tx.chat());
            outboxes.add(tx.outbox());
        }

        private void assertOver() {
            Transaction tx = transactions.get(0);
            ChatStore chat = stores.get(0);
            assertLate(() -> tx.chat().append(ANNA, HOME, NewMessage.user("late")));
            assertLate(() -> tx.users().find(ANNA));
            assertLate(() -> tx.erase(ANNA));
            assertLate(() -> chat.append(ANNA, HOME, NewMessage.user("late")));
            assertLate(() -> chat.find(ANNA, messageId(1)));
            assertLate(() -> outboxes.get(0).list(10));
        }

        private void assertLate(ThrowingCallable call) {
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(call);
        }

        @Test
        @ContractRule("TX-4")
        void nothing_more_can_be_done_in_it_when_it_returned() {
            run(this::leak);
            assertOver();
            assertThat(storage.chat().list(ANNA, HOME, FIRST).items()).hasSize(1);
        }

        @Test
        @ContractRule("TX-4")
        void nothing_more_can_be_done_in_it_when_it_failed() {
            assertThatThrownBy(() -> transactional().inTransaction(tx -> {
                        leak(tx);
                        throw new IOException("no");
                    }))
                    .isInstanceOf(IOException.class);
            assertOver();
            assertThat(counts(storage)).isEqualTo(NOTHING);
        }
    }
}
