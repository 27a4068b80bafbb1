package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.NewMessage;
import dev.kendall.contact.Contact;
import dev.kendall.contact.NewContact;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.failure.Conflict;
import dev.kendall.failure.StorageRefused;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.Capability;
import dev.kendall.storage.Change;
import dev.kendall.storage.OutboxEntry;
import dev.kendall.storage.Storage;
import dev.kendall.thread.ChatThread;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Many callers at once on one {@link Storage}: nothing is lost, and nothing is there twice. */
public abstract class ConcurrencyContract extends StorageContract {
    private static final int CALLERS = 16;
    private static final int ROUNDS = 25;
    /** Fewer: each reads several pages, and where pages are read over a network, that is most of the suite's time. */
    private static final int READS = 10;

    private static final PageRequest FIRST = PageRequest.first(1_000);

    /** What one of the callers does. */
    @FunctionalInterface
    private interface Call<T> {
        T run(int caller) throws Exception;
    }

    /** Lets all callers begin at the same moment, and gives what each of them got. Takes a minute at most. */
    private static <T> List<T> race(Call<T> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            CyclicBarrier start = new CyclicBarrier(CALLERS);
            List<Callable<T>> calls = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                int caller = i;
                calls.add(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    return call.run(caller);
                });
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(calls, 60, TimeUnit.SECONDS)) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StorageRefused refused) {
                throw refused;
            }
            throw e;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Does it again until nobody was quicker. */
    private static <T> T redo(Callable<T> work) throws Exception {
        while (true) {
            try {
                return work.call();
            } catch (Conflict e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new AssertionError("still in conflict when the time was up", e);
                }
            }
        }
    }

    private List<Message> messages() {
        return storage.chat().list(ANNA, MessageFilter.all(), FIRST).items();
    }

    private static List<Integer> callers() {
        return IntStream.range(0, CALLERS).boxed().toList();
    }

    @Nested
    class SixteenAtOnce {
        @Test
        @ContractRule("CHAT-1")
        @ContractRule("CHAT-2")
        void append_to_one_thread_and_lose_nothing() throws Exception {
            List<List<Message>> stored = race(caller -> {
                List<Message> mine = new ArrayList<>();
                for (int i = 0; i < ROUNDS; i++) {
                    mine.add(say(ANNA, HOME, caller + "/" + i));
                }
                return mine;
            });
            List<Message> all = stored.stream().flatMap(List::stream).toList();
            assertThat(all).hasSize(CALLERS * ROUNDS).extracting(Message::id).doesNotHaveDuplicates();
            assertThat(messages()).containsExactlyInAnyOrderElementsOf(all);
            assertThat(stored)
                    .allSatisfy(mine -> assertThat(mine).extracting(Message::id).isSorted());
            assertThat(storage.threads().list(ANNA, FIRST).items()).hasSize(1);
            assertThat(storage.users().get(ANNA).version()).isEqualTo(1);
        }

        @Test
        @ContractRule("CHAT-1")
        void append_in_batches_that_stay_together() throws Exception {
            race(caller -> storage.chat()
                    .append(
                            ANNA,
                            HOME,
                            IntStream.range(0, ROUNDS)
                                    .mapToObj(i -> NewMessage.user(caller + "/" + i))
                                    .toList()));
            assertThat(messages())
                    .hasSize(CALLERS * ROUNDS)
                    .extracting(Message::text)
                    .doesNotHaveDuplicates();
        }

        @Test
        @ContractRule("CHAT-2")
        void append_the_same_message_and_store_it_once() throws Exception {
            List<Message> stored = race(caller ->
                    storage.chat().append(ANNA, HOME, NewMessage.user("once").withId(messageId(1))));
            assertThat(new HashSet<>(stored)).hasSize(1);
            assertThat(messages()).containsExactly(stored.get(0));
        }

        @Test
        @ContractRule("CHAT-2")
        void append_different_messages_under_one_id_and_one_wins() throws Exception {
            AtomicInteger conflicts = new AtomicInteger();
            race(caller -> {
                try {
                    return storage.chat()
                            .append(ANNA, HOME, NewMessage.user("m" + caller).withId(messageId(1)))
                            .text();
                } catch (Conflict e) {
                    return "conflict " + conflicts.incrementAndGet();
                }
            });
            assertThat(conflicts).hasValue(CALLERS - 1);
            assertThat(messages()).hasSize(1);
        }

        @Test
        @ContractRule("THREAD-1")
        void create_one_thread() throws Exception {
            List<ChatThread> threads = race(caller -> storage.threads().getOrCreate(ANNA, HOME));
            assertThat(new HashSet<>(threads)).hasSize(1);
            assertThat(storage.threads().list(ANNA, FIRST).items()).containsExactly(threads.get(0));
        }

        @Test
        @ContractRule("CONTACT-4")
        void upsert_one_contact_and_lose_nothing() throws Exception {
            NewContact john =
                    NewContact.named("John").withPhone("+442079460018").withEmail("john@example.org");
            race(caller -> storage.contacts()
                    .upsert(
                            ANNA,
                            (caller % 2 == 0 ? john.withEmail(null) : john)
                                    .withTags("tag" + caller)
                                    .withNotes("note" + caller + ".")
                                    .contactedAt(now())));
            List<Contact> contacts = storage.contacts().list(ANNA, FIRST).items();
            assertThat(contacts).hasSize(1);
            Contact contact = contacts.get(0);
            assertThat(contact.contactCount()).isEqualTo(CALLERS);
            assertThat(contact.tags()).hasSize(CALLERS);
            assertThat(contact.version()).isEqualTo(CALLERS);
            assertThat(contact.email()).isEqualTo("john@example.org");
            assertThat(callers())
                    .allSatisfy(caller -> assertThat(contact.notes()).containsOnlyOnce("note" + caller + "."));
        }

        @Test
        @ContractRule("CONTACT-4")
        void upsert_namesakes_and_keep_them_apart() throws Exception {
            race(caller ->
                    storage.contacts().upsert(ANNA, NewContact.named("John").withPhone("+4420794600" + (10 + caller))));
            assertThat(storage.contacts().list(ANNA, FIRST).items())
                    .hasSize(CALLERS)
                    .extracting(Contact::phone)
                    .doesNotHaveDuplicates();
        }

        @Test
        @ContractRule("MEMORY-3")
        void supersede_one_memory_and_one_wins() throws Exception {
            Memory old = remember(ANNA, "employer", "Acme");
            AtomicInteger conflicts = new AtomicInteger();
            race(caller -> {
                try {
                    return storage.memories()
                            .supersede(old, NewMemory.fact("employer", "Globex " + caller))
                            .version();
                } catch (Conflict e) {
                    return (long) conflicts.incrementAndGet();
                }
            });
            assertThat(conflicts).hasValue(CALLERS - 1);
            List<Memory> current = current();
            assertThat(current).hasSize(1);
            assertThat(storage.memories().find(ANNA, old.id()))
                    .get()
                    .extracting(Memory::supersededBy)
                    .isEqualTo(current.get(0).id());
            assertThat(storage.memories().list(ANNA, MemoryFilter.all(), FIRST).items())
                    .hasSize(2);
        }

        @Test
        @ContractRule("MEMORY-3")
        void supersede_one_after_the_other_when_they_redo() throws Exception {
            remember(ANNA, "done", "start");
            race(caller -> redo(() -> {
                Memory latest = current().get(0);
                return storage.memories()
                        .supersede(latest, NewMemory.fact("done", latest.value() + " " + caller + "."));
            }));
            assertThat(current()).hasSize(1);
            assertThat(callers())
                    .allSatisfy(caller -> assertThat(current().get(0).value()).containsOnlyOnce(" " + caller + "."));
            assertThat(storage.memories().list(ANNA, MemoryFilter.all(), FIRST).items())
                    .hasSize(CALLERS + 1)
                    .extracting(Memory::supersededBy)
                    .doesNotHaveDuplicates();
        }

        private List<Memory> current() {
            return storage.memories().list(ANNA, MemoryFilter.current(), FIRST).items();
        }

        @Test
        @ContractRule("USER-3")
        void update_one_profile_when_they_redo() throws Exception {
            storage.users().save(ANNA, Profile.empty());
            race(caller ->
                    redo(() -> storage.users().update(counted(storage.users().get(ANNA)))));
            User user = storage.users().get(ANNA);
            assertThat(count(user)).isEqualTo(CALLERS);
            assertThat(user.version()).isEqualTo(CALLERS + 1);
        }

        @Test
        @Needs(Capability.EXTERNAL_IDS)
        @ContractRule("EXT-1")
        void claim_one_external_id_and_one_user_wins() throws Exception {
            ExternalId id = ExternalId.of("crm", "7");
            AtomicInteger conflicts = new AtomicInteger();
            List<String> winners = new ArrayList<>(race(caller -> {
                UserId user = UserId.of("user " + caller);
                try {
                    storage.externalIds().link(EntityRef.of(user), id);
                    return user.value();
                } catch (Conflict e) {
                    conflicts.incrementAndGet();
                    return "";
                }
            }));
            winners.removeIf(String::isEmpty);
            assertThat(conflicts).hasValue(CALLERS - 1);
            assertThat(storage.externalIds().findUser(id)).map(UserId::value).contains(winners.get(0));
        }

        @Test
        @Needs(Capability.TRANSACTIONS)
        @ContractRule("TX-1")
        @ContractRule("TX-3")
        @ContractRule("OUTBOX-1")
        void commit_what_belongs_together_when_they_redo() throws Exception {
            storage.users().save(ANNA, Profile.empty());
            race(caller -> redo(() -> transactional().inTransaction(tx -> {
                User user = tx.users().update(counted(tx.users().get(ANNA)));
                Message message = tx.chat().append(ANNA, HOME, NewMessage.user("by " + caller));
                return tx.outbox()
                        .add(new Change.TurnCompleted(user.id(), HOME, message.id(), message.id(), List.of()));
            })));
            assertThat(count(storage.users().get(ANNA))).isEqualTo(CALLERS);
            assertThat(messages()).hasSize(CALLERS).extracting(Message::text).doesNotHaveDuplicates();
            List<OutboxEntry> waiting =
                    transactional().inTransaction(tx -> tx.outbox().list(1_000));
            assertThat(waiting).hasSize(CALLERS);
        }

        @Test
        @Needs(Capability.TRANSACTIONS)
        @ContractRule("TX-1")
        void read_no_halves_while_others_commit() throws Exception {
            race(caller -> {
                for (int i = 0; i < ROUNDS; i++) {
                    if (caller % 2 == 0) {
                        redo(() -> transactional().inTransaction(tx -> {
                            tx.chat().append(ANNA, HOME, NewMessage.user("left"));
                            return tx.chat().append(ANNA, WORK, NewMessage.user("right"));
                        }));
                    } else {
                        redo(() -> transactional().inTransaction(tx -> {
                            int left = tx.chat().list(ANNA, HOME, FIRST).items().size();
                            int right =
                                    tx.chat().list(ANNA, WORK, FIRST).items().size();
                            assertThat(right).isEqualTo(left);
                            return left;
                        }));
                    }
                }
                return caller;
            });
            assertThat(messages()).hasSize(CALLERS * ROUNDS);
        }

        @Test
        @ContractRule("CHAT-3")
        void read_pages_without_repeats_or_gaps_while_others_append() throws Exception {
            List<Message> before = IntStream.range(0, 50)
                    .mapToObj(i -> say(HOME, "before " + i, now().minusSeconds(1)))
                    .toList();
            race(caller -> {
                for (int i = 0; i < READS; i++) {
                    if (caller % 2 == 0) {
                        say(ANNA, HOME, "new");
                    } else {
                        List<Message> read = new ArrayList<>();
                        Page.each(
                                        PageRequest.first(20),
                                        request -> storage.chat().list(ANNA, HOME, request))
                                .forEach(read::add);
                        Set<Message> once = new HashSet<>(read);
                        assertThat(once).hasSameSizeAs(read).containsAll(before);
                        assertThat(read).isSortedAccordingTo(Message.CHRONOLOGICAL.reversed());
                    }
                }
                return caller;
            });
            assertThat(messages()).hasSize(50 + CALLERS / 2 * READS);
        }

        private static User counted(User user) {
            return user.withProfile(Profile.builder()
                    .attributes(user.profile().attributes().with("count", count(user) + 1))
                    .build());
        }

        private static long count(User user) {
            return user.profile()
                    .attributes()
                    .findNumber("count")
                    .map(BigDecimal::longValueExact)
                    .orElse(0L);
        }
    }
}
