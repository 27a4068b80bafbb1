package dev.kendall.testkit;

import static dev.kendall.testkit.Suites.brokenRules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.analytics.DailyRow;
import dev.kendall.analytics.DailyStore;
import dev.kendall.chat.ChatStore;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.NewMessage;
import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactStore;
import dev.kendall.contact.NewContact;
import dev.kendall.context.ContextReader;
import dev.kendall.context.TurnContext;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.entity.ExternalIdStore;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.MemoryHistories;
import dev.kendall.memory.MemoryStore;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.Cursor;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.replica.ReplicaStorage;
import dev.kendall.replica.RowStore;
import dev.kendall.replica.StoredRow;
import dev.kendall.search.EmbeddingText;
import dev.kendall.search.Hit;
import dev.kendall.search.NewVector;
import dev.kendall.search.SearchResult;
import dev.kendall.search.SearchStore;
import dev.kendall.search.VectorStore;
import dev.kendall.storage.Capability;
import dev.kendall.storage.Outbox;
import dev.kendall.storage.StateStore;
import dev.kendall.storage.Storage;
import dev.kendall.storage.Transaction;
import dev.kendall.storage.TransactionalStorage;
import dev.kendall.testkit.Tampering.Answer;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadStore;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import dev.kendall.user.UserStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract can fail: storages that are broken on purpose, each in one way, are caught by a test of the rule that they break.
 * What is not broken of them is in-memory storage.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PlantedFaultsTest {
    private static final PageRequest ALL = PageRequest.first(PageRequest.MAX_LIMIT);

    /** In-memory storage with a fault, made of it by {@code fault}. */
    private static StorageFixture broken(Function<TransactionalStorage, TransactionalStorage> fault) {
        return (clock, ids) -> fault.apply((TransactionalStorage) InMemory.FIXTURE.open(clock, ids));
    }

    /** {@code storage} in which the store that {@code accessor} gives answers one of its methods otherwise. */
    private static <T> TransactionalStorage with(
            TransactionalStorage storage, String accessor, Class<T> store, String method, Answer answer) {
        return Tampering.with(
                TransactionalStorage.class,
                storage,
                accessor,
                call -> Tampering.with(store, store.cast(call.proceed()), method, answer));
    }

    private static List<UserId> users(Storage storage) {
        return storage.users().list(ALL).items().stream().map(User::id).toList();
    }

    @SuppressWarnings("unchecked") // Which list it is shows in the method that was called.
    private static <T> List<T> list(Object list) {
        return (List<T>) list;
    }

    static List<Class<? extends StorageContract>> suites() {
        return Suites.ALL;
    }

    @ParameterizedTest
    @MethodSource("suites")
    void a_storage_without_a_fault_breaks_no_rule(Class<? extends StorageContract> suite) {
        assertThat(brokenRules(suite, InMemory.FIXTURE)).isEmpty();
    }

    @Test
    void a_listing_from_the_oldest_on_breaks_CHAT_3() {
        StorageFixture fixture = broken(storage -> with(storage, "chat", ChatStore.class, "list", call -> {
            Page<?> page = (Page<?>) call.proceed();
            List<?> items = new ArrayList<>(page.items());
            Collections.reverse(items);
            return new Page<>(items, page.next());
        }));
        assertThat(brokenRules(Suites.Chat.class, fixture)).contains("CHAT-3");
    }

    /** As with {@code created_at < ?} in place of {@code (created_at, id) < (?, ?)}. */
    @Test
    void a_cursor_that_skips_ties_breaks_CHAT_3() {
        StorageFixture fixture = broken(storage -> with(storage, "chat", ChatStore.class, "list", call -> {
            PageRequest request = call.argument(2, PageRequest.class);
            Page<Message> all =
                    storage.chat().list(call.argument(0, UserId.class), call.argument(1, MessageFilter.class), ALL);
            Cursor after = request.after();
            List<Message> rows = after == null
                    ? all.items()
                    : all.items().stream()
                            .filter(message -> message.createdAt()
                                    .isBefore(
                                            Instant.parse(after.key("broken", 1).get(0))))
                            .toList();
            return Page.of(
                    rows,
                    request.limit(),
                    message -> Cursor.of("broken", message.createdAt().toString()));
        }));
        assertThat(brokenRules(Suites.Chat.class, fixture)).containsExactly("CHAT-3");
    }

    @Test
    void appending_twice_what_was_sent_twice_breaks_CHAT_2() {
        StorageFixture fixture = broken(storage -> with(storage, "chat", ChatStore.class, "append", call -> {
            List<NewMessage> messages = list(call.argument(2, List.class));
            return call.proceedWith(
                    2,
                    messages.stream()
                            .map(m -> new NewMessage(
                                    null, m.role(), m.type(), m.speaker(), m.text(), m.createdAt(), m.attributes()))
                            .toList());
        }));
        assertThat(brokenRules(Suites.Chat.class, fixture)).contains("CHAT-2");
    }

    /** As with a primary key of the message's id alone. */
    @Test
    void finding_a_message_by_its_id_alone_breaks_CHAT_4() {
        StorageFixture fixture = broken(storage -> with(
                storage,
                "chat",
                ChatStore.class,
                "find",
                call -> users(storage).stream()
                        .flatMap(user -> storage.chat().find(user, call.argument(1, MessageId.class)).stream())
                        .findFirst()));
        assertThat(brokenRules(Suites.Chat.class, fixture)).contains("CHAT-4");
        assertThat(brokenRules(Suites.Isolation.class, fixture)).contains("CHAT-4");
    }

    @Test
    void attributes_that_widen_whose_a_message_is_break_CHAT_3() {
        StorageFixture fixture = broken(storage -> with(storage, "chat", ChatStore.class, "list", call -> {
            String asking = call.argument(0, UserId.class).value();
            List<Message> items = new ArrayList<>();
            ((Page<?>) call.proceed()).items().forEach(item -> items.add((Message) item));
            for (UserId user : users(storage)) {
                storage.chat().list(user, MessageFilter.all(), ALL).items().stream()
                        .filter(message ->
                                message.attributes().findText("user_id").equals(Optional.of(asking)))
                        .forEach(items::add);
            }
            return new Page<>(items, null);
        }));
        assertThat(brokenRules(Suites.Isolation.class, fixture)).contains("CHAT-3");
    }

    @Test
    void a_last_activity_that_moves_back_breaks_CHAT_2() {
        StorageFixture fixture = broken(storage -> with(storage, "threads", ThreadStore.class, "find", call -> {
            Optional<?> found = (Optional<?>) call.proceed();
            return found.map(ChatThread.class::cast)
                    .map(thread -> new ChatThread(
                            thread.user(),
                            thread.id(),
                            thread.title(),
                            thread.attributes(),
                            thread.created(),
                            // The message that was appended last, in place of the latest one.
                            storage.chat().list(thread.user(), thread.id(), ALL).items().stream()
                                    .max(Comparator.comparing(Message::id))
                                    .map(Message::createdAt)
                                    .orElse(thread.created()),
                            thread.version()));
        }));
        assertThat(brokenRules(Suites.Chat.class, fixture)).contains("CHAT-2");
    }

    @Test
    void an_update_that_does_not_look_at_the_version_breaks_USER_3() {
        StorageFixture fixture = broken(storage -> with(storage, "users", UserStore.class, "update", call -> {
            User user = call.argument(0, User.class);
            return storage.users().update(storage.users().get(user.id()).withProfile(user.profile()));
        }));
        assertThat(brokenRules(Suites.Users.class, fixture)).containsExactly("USER-3");
    }

    @Test
    void merging_namesakes_with_different_phones_breaks_CONTACT_1() {
        StorageFixture fixture = broken(storage -> with(storage, "contacts", ContactStore.class, "upsert", call -> {
            NewContact incoming = call.argument(1, NewContact.class);
            List<Contact> namesakes = storage.contacts().listByName(call.argument(0, UserId.class), incoming.name());
            return namesakes.isEmpty()
                    ? call.proceed()
                    : call.proceedWith(1, incoming.withPhone(null).withEmail(null));
        }));
        assertThat(brokenRules(Suites.Contacts.class, fixture)).contains("CONTACT-1");
    }

    @Test
    void notes_that_replace_what_was_noted_break_CONTACT_2() {
        StorageFixture fixture = broken(storage -> with(storage, "contacts", ContactStore.class, "upsert", call -> {
            NewContact incoming = call.argument(1, NewContact.class);
            Contact stored = (Contact) call.proceed();
            return incoming.notes() == null || incoming.notes().equals(stored.notes())
                    ? stored
                    : storage.contacts().update(stored.withNotes(incoming.notes()));
        }));
        assertThat(brokenRules(Suites.Contacts.class, fixture)).contains("CONTACT-2");
    }

    @Test
    void superseding_in_place_so_that_the_old_memory_is_lost_breaks_MEMORY_3() {
        StorageFixture fixture = broken(storage -> with(storage, "memories", MemoryStore.class, "supersede", call -> {
            Memory old = call.argument(0, Memory.class);
            return storage.memories().update(old.withContent(call.argument(1, NewMemory.class)));
        }));
        assertThat(brokenRules(Suites.Memories.class, fixture)).contains("MEMORY-3");
    }

    @Test
    void a_closed_memory_that_cannot_be_read_breaks_MEMORY_6() {
        StorageFixture fixture = broken(storage -> with(
                storage,
                "memories",
                MemoryStore.class,
                "find",
                call -> ((Optional<?>) call.proceed()).map(Memory.class::cast).filter(Memory::isCurrent)));
        assertThat(brokenRules(Suites.Memories.class, fixture)).contains("MEMORY-6");
    }

    @Test
    void a_history_without_the_latest_change_breaks_MEMORY_8() {
        StorageFixture fixture = broken(storage -> with(storage, "memories", MemoryStore.class, "history", call -> {
            List<?> revisions = (List<?>) call.proceed();
            return revisions.subList(0, Math.max(0, revisions.size() - 1));
        }));
        assertThat(brokenRules(Suites.Memories.class, fixture)).contains("MEMORY-8");
    }

    @Test
    void a_filter_behind_the_limit_breaks_SEARCH_4() {
        StorageFixture fixture = broken(storage -> with(storage, "search", SearchStore.class, "messages", call -> {
            MessageFilter filter = call.argument(2, MessageFilter.class);
            SearchResult<?> all = (SearchResult<?>) call.proceedWith(2, MessageFilter.all());
            List<Hit<Message>> hits = new ArrayList<>();
            for (Hit<?> hit : all.hits()) {
                if (filter.matches((Message) hit.item())) {
                    hits.add(new Hit<>((Message) hit.item(), hit.score(), hit.explain()));
                }
            }
            return new SearchResult<>(hits, all.unembedded(), all.semanticOff());
        }));
        assertThat(brokenRules(Suites.Search.class, fixture)).contains("SEARCH-4");
    }

    @Test
    void a_vector_stored_for_what_a_row_no_longer_says_breaks_VECTOR_3() {
        StorageFixture fixture = broken(storage -> with(storage, "vectors", VectorStore.class, "put", call -> {
            UserId user = call.argument(0, UserId.class);
            List<NewVector> vectors = list(call.argument(1, List.class));
            return call.proceedWith(
                    1,
                    vectors.stream()
                            .map(vector ->
                                    new NewVector(vector.source(), textNow(storage, user, vector), vector.vector()))
                            .toList());
        }));
        assertThat(brokenRules(Suites.Vectors.class, fixture)).containsExactly("VECTOR-3");
    }

    @Test
    void vectors_of_others_break_VECTOR_5() {
        StorageFixture fixture = broken(storage -> with(storage, "vectors", VectorStore.class, "ofMessages", call -> {
            Map<Object, Object> vectors = new HashMap<>();
            for (UserId user : List.of(StorageContract.ANNA, StorageContract.BEN)) {
                vectors.putAll((Map<?, ?>) call.proceedWith(0, user));
            }
            return vectors;
        }));
        assertThat(brokenRules(Suites.Vectors.class, fixture)).containsExactly("VECTOR-5");
    }

    private static String textNow(Storage storage, UserId user, NewVector vector) {
        return storage.chat().list(user, MessageFilter.all(), ALL).items().stream()
                .filter(message ->
                        message.id().toString().equals(vector.source().id()))
                .map(EmbeddingText::of)
                .findFirst()
                .orElse(vector.text());
    }

    @Test
    void recent_messages_from_the_newest_on_break_CONTEXT_2() {
        StorageFixture fixture = broken(storage -> with(storage, "context", ContextReader.class, "read", call -> {
            TurnContext context = (TurnContext) call.proceed();
            List<Message> newestFirst = new ArrayList<>(context.recent());
            Collections.reverse(newestFirst);
            return new TurnContext(
                    context.profile(),
                    newestFirst,
                    context.similar(),
                    context.instructions(),
                    context.memories(),
                    context.patterns(),
                    context.contacts(),
                    context.unembedded(),
                    context.semanticOff());
        }));
        assertThat(brokenRules(Suites.Context.class, fixture)).contains("CONTEXT-2");
    }

    @Test
    void a_transaction_that_keeps_what_failed_work_wrote_breaks_TX_1() {
        StorageFixture fixture =
                broken(storage -> Tampering.with(TransactionalStorage.class, storage, "inTransaction", call -> {
                    TransactionalStorage.Work<?, ?> work = call.argument(0, TransactionalStorage.Work.class);
                    List<Throwable> failure = new ArrayList<>();
                    Object result = storage.inTransaction(tx -> {
                        try {
                            return work.run(tx);
                        } catch (Throwable e) {
                            failure.add(e);
                            return "failed";
                        }
                    });
                    if (!failure.isEmpty()) {
                        throw failure.get(0);
                    }
                    return result;
                }));
        assertThat(brokenRules(Suites.Transactions.class, fixture)).contains("TX-1");
    }

    @Test
    void an_entry_that_stays_in_the_outbox_breaks_OUTBOX_3() {
        StorageFixture fixture =
                broken(storage -> Tampering.with(TransactionalStorage.class, storage, "inTransaction", call -> {
                    TransactionalStorage.Work<?, ?> work = call.argument(0, TransactionalStorage.Work.class);
                    return storage.inTransaction(tx -> work.run(Tampering.with(
                            Transaction.class,
                            tx,
                            "outbox",
                            outbox -> Tampering.with(Outbox.class, (Outbox) outbox.proceed(), "remove", r -> true))));
                }));
        assertThat(brokenRules(Suites.OutboxSuite.class, fixture)).containsExactly("OUTBOX-3");
    }

    private static StorageFixture brokenState(String method, Function<StateStore, Answer> answer) {
        return broken(storage -> Tampering.with(TransactionalStorage.class, storage, "inTransaction", call -> {
            TransactionalStorage.Work<?, ?> work = call.argument(0, TransactionalStorage.Work.class);
            return storage.inTransaction(transaction -> work.run(Tampering.with(
                    Transaction.class,
                    transaction,
                    "state",
                    state -> Tampering.with(
                            StateStore.class, transaction.state(), method, answer.apply(transaction.state())))));
        }));
    }

    /** As with {@code key like prefix || '%'}. */
    @Test
    void a_prefix_that_is_taken_for_a_pattern_breaks_STATE_2() {
        StorageFixture fixture = brokenState("list", store -> call -> {
            Map<String, String> found = new LinkedHashMap<>(store.list(call.argument(0, UserId.class), ""));
            String like = call.argument(1, String.class)
                    .replace("\\", "")
                    .replace("_", ".")
                    .replace("%", ".*");
            found.keySet().removeIf(key -> !key.matches(like + ".*"));
            return found;
        });
        assertThat(brokenRules(Suites.States.class, fixture)).containsExactly("STATE-2");
    }

    @Test
    void a_state_that_stays_when_it_is_removed_breaks_STATE_4() {
        StorageFixture fixture = brokenState(
                "remove",
                store -> call -> store.find(call.argument(0, UserId.class), call.argument(1, String.class))
                        .isPresent());
        assertThat(brokenRules(Suites.States.class, fixture)).containsExactly("STATE-4");
    }

    /** In-memory storage that trims histories as of another time than it is asked for. */
    private static StorageFixture trimming(UnaryOperator<Instant> before) {
        return broken(storage -> Tampering.with(TransactionalStorage.class, storage, "inTransaction", call -> {
            TransactionalStorage.Work<?, ?> work = call.argument(0, TransactionalStorage.Work.class);
            return storage.inTransaction(transaction -> work.run(Tampering.with(
                    Transaction.class,
                    transaction,
                    "histories",
                    histories -> Tampering.with(
                            MemoryHistories.class,
                            transaction.histories(),
                            "trim",
                            trim -> trim.proceedWith(1, before.apply(trim.argument(1, Instant.class)))))));
        }));
    }

    @Test
    void histories_that_lose_what_is_not_old_break_HISTORY_1() {
        assertThat(brokenRules(Suites.Histories.class, trimming(before -> before.plusSeconds(3))))
                .contains("HISTORY-1");
    }

    @Test
    void histories_that_keep_everything_break_HISTORY_2() {
        assertThat(brokenRules(Suites.Histories.class, trimming(before -> Instant.EPOCH)))
                .contains("HISTORY-2", "HISTORY-3");
    }

    /** As with {@code between} in place of {@code >= and <}. */
    @Test
    void a_count_that_takes_in_the_first_moment_of_the_next_day_breaks_DAILY_1() {
        StorageFixture fixture = broken(storage -> with(
                storage,
                "daily",
                DailyStore.class,
                "count",
                call -> call.proceedWith(1, call.argument(1, Instant.class).plusMillis(1))));
        assertThat(brokenRules(Suites.Days.class, fixture)).contains("DAILY-1", "DAILY-3");
    }

    @Test
    void a_row_that_is_kept_as_it_was_first_breaks_DAILY_5() {
        StorageFixture fixture = broken(storage -> with(storage, "daily", DailyStore.class, "put", call -> {
            DailyRow row = call.argument(0, DailyRow.class);
            storage.daily().put(storage.daily().find(row.day()).orElse(row));
            return row;
        }));
        assertThat(brokenRules(Suites.Days.class, fixture)).containsExactly("DAILY-5");
    }

    @Test
    void external_ids_that_outlive_their_user_break_ERASE_1() {
        StorageFixture fixture = broken(storage -> {
            Map<ExternalId, EntityRef> kept = new HashMap<>();
            TransactionalStorage remembering = with(storage, "externalIds", ExternalIdStore.class, "link", call -> {
                kept.put(call.argument(1, ExternalId.class), call.argument(0, EntityRef.class));
                storage.externalIds().link(call.argument(0, EntityRef.class), call.argument(1, ExternalId.class));
                return kept;
            });
            return with(
                    remembering,
                    "externalIds",
                    ExternalIdStore.class,
                    "find",
                    call -> Optional.ofNullable(kept.get(call.argument(1, ExternalId.class)))
                            .filter(entity -> entity.user().equals(call.argument(0, UserId.class))));
        });
        assertThat(brokenRules(Suites.Erasure.class, fixture)).containsExactly("ERASE-1");
    }

    /** In-memory storage whose rows answer one method otherwise. Without transactions: what is broken is no {@link TransactionalStorage}. */
    private static StorageFixture brokenRows(String method, Function<ReplicaStorage, Answer> fault) {
        StorageFixture broken = (clock, ids) -> {
            ReplicaStorage whole = (ReplicaStorage) InMemory.FIXTURE.open(clock, ids);
            return Tampering.with(
                    ReplicaStorage.class,
                    whole,
                    "rows",
                    call -> Tampering.with(RowStore.class, whole.rows(), method, fault.apply(whole)));
        };
        return broken.with(EnumSet.complementOf(EnumSet.of(Capability.TRANSACTIONS, Capability.JOBS)));
    }

    @Test
    void finding_a_row_by_its_id_alone_breaks_ROW_1() {
        StorageFixture fixture = brokenRows("find", storage -> call -> {
            EntityRef ref = call.argument(0, EntityRef.class);
            return users(storage).stream()
                    .map(user -> ref.kind() == EntityKind.USER
                            ? EntityRef.of(user)
                            : new EntityRef(user, ref.kind(), ref.id()))
                    .flatMap(any -> storage.rows().find(any).stream())
                    .findFirst();
        });
        assertThat(brokenRules(Suites.Rows.class, fixture)).contains("ROW-1");
    }

    /** {@link String#compareTo} puts U+1F600 before U+FFEE. */
    @Test
    void a_listing_of_rows_by_UTF_16_breaks_ROW_2() {
        StorageFixture fixture = brokenRows("list", storage -> call -> {
            List<StoredRow> rows = new ArrayList<>();
            ((Page<?>) call.proceedWith(2, ALL)).items().forEach(row -> rows.add((StoredRow) row));
            rows.sort(Comparator.comparing(row -> row.ref().id()));
            PageRequest request = call.argument(2, PageRequest.class);
            Cursor after = request.after();
            String last = after == null ? "" : after.key("broken", 1).get(0);
            return Page.of(
                    rows.stream()
                            .filter(row -> row.ref().id().compareTo(last) > 0)
                            .toList(),
                    request.limit(),
                    row -> Cursor.of("broken", row.ref().id()));
        });
        assertThat(brokenRules(Suites.Rows.class, fixture)).contains("ROW-2");
    }

    /** As an import that keeps what is newer does. */
    @Test
    void keeping_what_is_stored_breaks_ROW_3() {
        StorageFixture fixture = brokenRows("put", storage -> call -> {
            List<StoredRow> rows = list(call.argument(1, List.class));
            List<StoredRow> unknown = rows.stream()
                    .filter(row -> storage.rows().find(row.ref()).isEmpty())
                    .toList();
            storage.rows().put(call.argument(0, UserId.class), unknown);
            return List.of();
        });
        assertThat(brokenRules(Suites.Rows.class, fixture)).contains("ROW-3");
    }

    @Test
    void deleting_a_memory_that_is_a_successor_breaks_ROW_4() {
        StorageFixture fixture = brokenRows("delete", storage -> call -> {
            EntityRef ref = call.argument(0, EntityRef.class);
            if (ref.kind() != EntityKind.MEMORY) {
                return call.proceed();
            }
            storage.memories().list(ref.user(), MemoryFilter.all(), ALL).items().stream()
                    .filter(memory -> ref.id().equals(String.valueOf(memory.supersededBy())))
                    .forEach(memory -> storage.rows().delete(EntityRef.of(ref.user(), memory.id())));
            return call.proceed();
        });
        assertThat(brokenRules(Suites.Rows.class, fixture)).containsExactly("ROW-4");
    }
}
