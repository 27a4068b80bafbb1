package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.MessageType;
import dev.kendall.chat.Role;
import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactId;
import dev.kendall.contact.NewContact;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.memory.Importance;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.MemoryRevision;
import dev.kendall.memory.MemoryType;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.Cursor;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.pattern.PatternId;
import dev.kendall.pattern.PatternStatus;
import dev.kendall.pattern.PatternType;
import dev.kendall.pattern.Schedule;
import dev.kendall.replica.ReplicaStorage;
import dev.kendall.replica.RowStore;
import dev.kendall.replica.StoredRow;
import dev.kendall.replica.StoredRow.OfContact;
import dev.kendall.replica.StoredRow.OfMemory;
import dev.kendall.replica.StoredRow.OfMessage;
import dev.kendall.replica.StoredRow.OfPattern;
import dev.kendall.replica.StoredRow.OfThread;
import dev.kendall.replica.StoredRow.OfUser;
import dev.kendall.search.Hit;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.storage.Capability;
import dev.kendall.storage.OutboxEntry;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of {@link RowStore}, for storages that are a {@link ReplicaStorage}. */
public abstract class RowStoreContract extends StorageContract {
    private static final PageRequest ALL = PageRequest.first(PageRequest.MAX_LIMIT);
    private static final Instant EARLY = Instant.parse("2019-01-02T03:04:05.000006Z");
    private static final Instant LATE = Instant.parse("2031-12-31T23:59:59.999999Z");
    private static final String PHONE = "+442079460018";
    private static final MessageId MESSAGE = messageId(1);
    private static final ContactId CONTACT = new ContactId(SequentialIds.at(2_000_001));
    private static final ContactId OTHER_CONTACT = new ContactId(SequentialIds.at(2_000_002));
    private static final PatternId PATTERN = new PatternId(SequentialIds.at(3_000_001));

    /** The rows of the storage under test. */
    protected final RowStore rows() {
        if (storage instanceof ReplicaStorage replica) {
            return replica.rows();
        }
        throw new AssertionError(storage.getClass() + " is no ReplicaStorage, and has no rows to test");
    }

    private void put(StoredRow... rows) {
        rows().put(ANNA, List.of(rows));
    }

    private static MemoryId memoryId(int n) {
        return new MemoryId(SequentialIds.at(5_000_000 + n));
    }

    private static User user(Instant time, long version) {
        return new User(ANNA, Samples.profile(), time, time, version);
    }

    private static ChatThread thread(UserId user, ThreadId id, String title) {
        return new ChatThread(user, id, title, Samples.attributes(), EARLY, LATE, 7);
    }

    private static Message message(UserId user, ThreadId thread, MessageId id, String text) {
        return new Message(
                user, thread, id, Role.ASSISTANT, MessageType.FILE, "Zoë", text, EARLY, Samples.attributes());
    }

    private static Message message(String text) {
        return message(ANNA, HOME, MESSAGE, text);
    }

    private static Contact contact(ContactId id, String name, @Nullable String phone, @Nullable String email) {
        return new Contact(
                ANNA,
                id,
                name,
                phone,
                email,
                "brother",
                "likes tea",
                Set.of("b", "a"),
                4,
                LATE,
                Samples.attributes(),
                EARLY,
                LATE,
                9);
    }

    private static Contact contact(String name) {
        return contact(CONTACT, name, PHONE, "John@Example.org");
    }

    private static Pattern pattern(UserId user, PatternId id, String description) {
        return new Pattern(
                user,
                id,
                PatternType.BEHAVIOR,
                description,
                new Schedule(
                        Schedule.Frequency.CUSTOM,
                        Set.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY),
                        31,
                        LocalTime.of(23, 59)),
                CONTACT,
                0.1,
                3,
                EARLY,
                LATE,
                List.of(MESSAGE),
                PatternStatus.RETIRED,
                Samples.attributes(),
                EARLY,
                LATE,
                5);
    }

    /** A memory that another one superseded, or that was retracted, or that counts. */
    private static Memory memory(int n, String value, @Nullable MemoryId successor, long version) {
        return new Memory(
                ANNA,
                memoryId(n),
                MemoryType.FACT,
                "garden",
                value,
                "said so",
                Importance.HIGH,
                EARLY,
                LATE,
                LATE,
                List.of(MESSAGE),
                Samples.attributes(),
                EARLY,
                successor == null ? null : LATE,
                successor,
                version);
    }

    private OfMemory row(Memory memory, MemoryRevision... history) {
        return new OfMemory(memory, capabilities().contains(Capability.MEMORY_HISTORY) ? List.of(history) : List.of());
    }

    private OfMemory added(Memory memory) {
        return row(memory, new MemoryRevision(memory, MemoryRevision.Change.ADDED, EARLY, null));
    }

    /** A row of each kind, each with everything that it can hold. */
    private List<StoredRow> oneOfEach() {
        return List.of(
                new OfUser(user(EARLY, 12)),
                new OfThread(thread(ANNA, HOME, "the garden")),
                new OfMessage(message("What does the garden need?")),
                new OfContact(contact("John  Smith")),
                new OfPattern(pattern(ANNA, PATTERN, "waters the garden")),
                added(memory(1, "is dry", null, 3)));
    }

    /** The same rows otherwise: nothing but the ids is what it was, versions and times are lower or higher. */
    private List<StoredRow> oneOfEachOtherwise() {
        Profile profile = Profile.builder().fullName("Anna").build();
        Message message = new Message(
                ANNA,
                WORK,
                MESSAGE,
                Role.USER,
                MessageType.TEXT,
                null,
                "When does the office open?",
                LATE,
                Attributes.none());
        Contact contact = new Contact(
                ANNA, CONTACT, "Mary", null, null, null, null, Set.of(), 0, null, Attributes.none(), LATE, LATE, 1);
        Pattern pattern = new Pattern(
                ANNA,
                PATTERN,
                PatternType.of("custom"),
                "rings John",
                null,
                null,
                1,
                0,
                null,
                null,
                List.of(),
                PatternStatus.ACTIVE,
                Attributes.none(),
                LATE,
                LATE,
                1);
        Memory memory = new Memory(
                ANNA,
                memoryId(1),
                MemoryType.FACT,
                "dog",
                "is called Rex",
                null,
                Importance.LOW,
                null,
                null,
                null,
                List.of(),
                Attributes.none(),
                LATE,
                LATE,
                null,
                2);
        return List.of(
                new OfUser(new User(ANNA, profile, LATE, LATE, 2)),
                new OfThread(new ChatThread(ANNA, HOME, null, Attributes.none(), LATE, EARLY, 1)),
                new OfMessage(message),
                new OfContact(contact),
                new OfPattern(pattern),
                row(
                        memory,
                        new MemoryRevision(memory(1, "is wet", null, 1), MemoryRevision.Change.ADDED, EARLY, null),
                        new MemoryRevision(memory, MemoryRevision.Change.RETRACTED, LATE, "not so")));
    }

    private List<StoredRow> listed(UserId user) {
        List<StoredRow> all = new ArrayList<>();
        for (EntityKind kind : EntityKind.values()) {
            all.addAll(rows().list(user, kind, ALL).items());
        }
        return all;
    }

    private Memory stored(int n) {
        return storage.memories().find(ANNA, memoryId(n)).orElseThrow();
    }

    private List<Message> said(ThreadId thread) {
        return storage.chat().list(ANNA, thread, ALL).items();
    }

    private List<Message> foundByWord(String word) {
        return storage
                .search()
                .messages(ANNA, SearchQuery.of(word).in(SearchMode.KEYWORD), MessageFilter.all())
                .hits()
                .stream()
                .map(Hit::item)
                .toList();
    }

    private List<Memory> memoriesFoundByWord(String word) {
        return storage
                .search()
                .memories(ANNA, SearchQuery.of(word).in(SearchMode.KEYWORD), MemoryFilter.all())
                .hits()
                .stream()
                .map(Hit::item)
                .toList();
    }

    @Nested
    class Find {
        @Test
        @ContractRule("ROW-1")
        void gives_what_the_stores_have_stored() {
            User user = storage.users().save(ANNA, Samples.profile());
            Message message = say(ANNA, HOME, "What does the garden need?");
            ChatThread thread = storage.threads().get(ANNA, HOME);
            Contact contact = storage.contacts()
                    .upsert(ANNA, NewContact.named("John").withPhone(PHONE).withTags("b", "a"));
            Pattern pattern = storage.patterns().add(ANNA, NewPattern.of(PatternType.BEHAVIOR, "rings John"));
            assertThat(rows().find(EntityRef.of(ANNA))).contains(new OfUser(user));
            assertThat(rows().find(EntityRef.of(ANNA, HOME))).contains(new OfThread(thread));
            assertThat(rows().find(EntityRef.of(ANNA, message.id()))).contains(new OfMessage(message));
            assertThat(rows().find(EntityRef.of(ANNA, contact.id()))).contains(new OfContact(contact));
            assertThat(rows().find(EntityRef.of(ANNA, pattern.id()))).contains(new OfPattern(pattern));
        }

        @Test
        @ContractRule("ROW-1")
        void gives_a_memory_as_it_is_now() {
            Memory dry = remember(ANNA, "garden", "is dry");
            tick();
            Memory wet = storage.memories().supersede(dry, NewMemory.fact("garden", "is wet"));
            assertThat(rows().find(EntityRef.of(ANNA, dry.id())).map(RowStoreContract::memoryOf))
                    .isEqualTo(storage.memories().find(ANNA, dry.id()));
            assertThat(rows().find(EntityRef.of(ANNA, wet.id())).map(RowStoreContract::memoryOf))
                    .contains(wet);
        }

        @Test
        @Needs(Capability.MEMORY_HISTORY)
        @ContractRule("ROW-1")
        void gives_a_memory_with_its_history() {
            Memory dry = remember(ANNA, "garden", "is dry");
            tick();
            storage.memories().retract(dry, "it rained");
            List<MemoryRevision> history = storage.memories().history(ANNA, dry.id());
            assertThat(history).hasSize(2);
            assertThat(rows().find(EntityRef.of(ANNA, dry.id())))
                    .contains(new OfMemory(history.get(1).memory(), history));
        }

        @Test
        @ContractRule("ROW-1")
        void finds_nothing_that_is_not_there_or_is_another_users() {
            rows().put(ANNA, oneOfEach());
            for (StoredRow row : oneOfEach()) {
                EntityRef of = row.ref();
                EntityRef bens =
                        of.kind() == EntityKind.USER ? EntityRef.of(BEN) : new EntityRef(BEN, of.kind(), of.id());
                assertThat(rows().find(bens)).as("%s", bens).isEmpty();
            }
            assertThat(rows().find(EntityRef.of(ANNA, WORK))).isEmpty();
            assertThat(rows().find(EntityRef.of(ANNA, messageId(2)))).isEmpty();
        }
    }

    private static Memory memoryOf(StoredRow row) {
        return ((OfMemory) row).memory();
    }

    @Nested
    class ListRows {
        private Listing<StoredRow> listing(EntityKind kind) {
            return request -> rows().list(ANNA, kind, request);
        }

        @Test
        @ContractRule("ROW-2")
        void gives_threads_by_their_ids_in_code_points() {
            List<StoredRow> expected = Stream.of("B", "a", "a1", "b", "é", "\uffee", "😀")
                    .<StoredRow>map(id -> new OfThread(thread(ANNA, ThreadId.of(id), "of " + id)))
                    .toList();
            List<StoredRow> shuffled = new ArrayList<>(expected);
            Collections.reverse(shuffled);
            rows().put(ANNA, shuffled);
            listing(EntityKind.THREAD).assertGives(expected);
        }

        @Test
        @ContractRule("ROW-2")
        void gives_messages_by_their_ids_and_not_by_time() {
            List<StoredRow> expected = IntStream.rangeClosed(1, 5)
                    .<StoredRow>mapToObj(
                            i -> new OfMessage(message(ANNA, i % 2 == 0 ? HOME : WORK, messageId(i), "text " + i)))
                    .toList();
            rows().put(
                            ANNA,
                            List.of(
                                    expected.get(3),
                                    expected.get(0),
                                    expected.get(4),
                                    expected.get(2),
                                    expected.get(1)));
            listing(EntityKind.MESSAGE).assertGives(expected);
        }

        @Test
        @ContractRule("ROW-2")
        void gives_contacts_patterns_and_memories_by_their_ids() {
            List<StoredRow> contacts = List.of(
                    new OfContact(contact(CONTACT, "Zoë", null, null)),
                    new OfContact(contact(OTHER_CONTACT, "Adam", null, null)));
            List<StoredRow> patterns = List.of(
                    new OfPattern(pattern(ANNA, PATTERN, "waters")),
                    new OfPattern(pattern(ANNA, new PatternId(SequentialIds.at(3_000_002)), "rings")));
            List<StoredRow> memories = List.of(
                    added(memory(1, "is dry", memoryId(2), 1)),
                    added(memory(2, "is wet", memoryId(3), 1)),
                    added(memory(3, "is flooded", null, 1)));
            put(contacts.get(1), contacts.get(0), patterns.get(1), patterns.get(0));
            put(memories.get(2), memories.get(1), memories.get(0));
            listing(EntityKind.CONTACT).assertGives(contacts);
            listing(EntityKind.PATTERN).assertGives(patterns);
            listing(EntityKind.MEMORY).assertGives(memories);
        }

        @Test
        @ContractRule("ROW-2")
        void gives_the_user_alone() {
            OfUser row = new OfUser(user(EARLY, 2));
            put(row);
            storage.users().save(BEN, Samples.profile());
            listing(EntityKind.USER).assertGives(List.of(row));
        }

        @ParameterizedTest
        @EnumSource(EntityKind.class)
        @ContractRule("ROW-2")
        void gives_nothing_of_an_unknown_user_or_another(EntityKind kind) {
            rows().put(ANNA, oneOfEach());
            assertThat(rows().list(BEN, kind, ALL).items()).isEmpty();
            assertThat(rows().list(ANNA, kind, ALL).items()).hasSize(1);
        }

        @Test
        @ContractRule("ROW-2")
        void goes_on_behind_a_row_that_went() {
            List<StoredRow> rows = IntStream.rangeClosed(1, 4)
                    .<StoredRow>mapToObj(i -> new OfMessage(message(ANNA, HOME, messageId(i), "text " + i)))
                    .toList();
            rows().put(ANNA, rows);
            Cursor next =
                    rows().list(ANNA, EntityKind.MESSAGE, PageRequest.first(2)).next();
            rows().delete(rows.get(1).ref());
            assertThat(rows().list(ANNA, EntityKind.MESSAGE, new PageRequest(10, next))
                            .items())
                    .containsExactly(rows.get(2), rows.get(3));
        }

        @Test
        @ContractRule("ROW-2")
        void refuses_cursors_of_other_listings() {
            put(
                    new OfMessage(message(ANNA, HOME, messageId(1), "one")),
                    new OfMessage(message(ANNA, WORK, messageId(2), "two")));
            listing(EntityKind.MESSAGE).assertRefusesForeignCursors();
            listing(EntityKind.THREAD).assertRefusesForeignCursors();
            Cursor ofMessages =
                    rows().list(ANNA, EntityKind.MESSAGE, PageRequest.first(1)).next();
            assertRefused(() -> rows().list(ANNA, EntityKind.THREAD, new PageRequest(1, ofMessages)));
        }
    }

    @Nested
    class Put {
        @Test
        @ContractRule("ROW-3")
        void stores_what_is_not_there() {
            rows().put(ANNA, oneOfEach());
            assertThat(listed(ANNA)).containsExactlyInAnyOrderElementsOf(oneOfEach());
            assertThat(storage.users().get(ANNA)).isEqualTo(user(EARLY, 12));
            assertThat(storage.threads().get(ANNA, HOME)).isEqualTo(thread(ANNA, HOME, "the garden"));
            assertThat(said(HOME)).containsExactly(message("What does the garden need?"));
            assertThat(storage.contacts().findByPhone(ANNA, PHONE)).contains(contact("John  Smith"));
            assertThat(storage.contacts().findByEmail(ANNA, "john@example.org")).contains(contact("John  Smith"));
            assertThat(storage.contacts().listByName(ANNA, "john smith")).containsExactly(contact("John  Smith"));
            assertThat(storage.patterns().list(ANNA, PatternFilter.all(), ALL).items())
                    .containsExactly(pattern(ANNA, PATTERN, "waters the garden"));
            assertThat(storage.memories().list(ANNA, MemoryFilter.all(), ALL).items())
                    .containsExactly(memory(1, "is dry", null, 3));
        }

        @Test
        @ContractRule("ROW-3")
        void changes_nothing_the_second_time() {
            rows().put(ANNA, oneOfEach());
            clock.advance(Duration.ofDays(1));
            rows().put(ANNA, oneOfEach());
            assertThat(listed(ANNA)).containsExactlyInAnyOrderElementsOf(oneOfEach());
        }

        @Test
        @ContractRule("ROW-3")
        void replaces_rows_whatever_was_there_before() {
            rows().put(ANNA, oneOfEach());
            rows().put(ANNA, oneOfEachOtherwise());
            assertThat(rows().list(ANNA, EntityKind.THREAD, ALL).items()).hasSize(2);
            for (StoredRow row : oneOfEachOtherwise()) {
                assertThat(rows().find(row.ref())).contains(row);
            }
            rows().put(ANNA, oneOfEach());
            for (StoredRow row : oneOfEach()) {
                assertThat(rows().find(row.ref())).contains(row);
            }
        }

        @Test
        @ContractRule("ROW-3")
        void creates_the_user_and_the_thread_that_are_missing() {
            put(new OfMessage(message("hello")));
            assertThat(storage.users().get(ANNA)).isEqualTo(new User(ANNA, Profile.empty(), now(), now(), 1));
            assertThat(storage.threads().get(ANNA, HOME))
                    .isEqualTo(new ChatThread(ANNA, HOME, null, Attributes.none(), now(), now(), 1));
        }

        @Test
        @ContractRule("ROW-3")
        void a_message_moves_no_last_activity() {
            put(new OfThread(new ChatThread(ANNA, HOME, null, Attributes.none(), EARLY, EARLY, 1)));
            Message late = new Message(
                    ANNA, HOME, MESSAGE, Role.USER, MessageType.TEXT, null, "late", LATE, Attributes.none());
            put(new OfMessage(late));
            assertThat(storage.threads().get(ANNA, HOME).lastActive()).isEqualTo(EARLY);
        }

        @Test
        @ContractRule("ROW-3")
        void moves_a_message_to_another_thread_and_time() {
            say(ANNA, HOME, "first");
            Message moving = say(ANNA, HOME, "moving");
            Message stays = say(ANNA, WORK, "stays");
            Message moved = new Message(
                    ANNA, WORK, moving.id(), moving.role(), moving.type(), null, "moving", EARLY, Attributes.none());
            put(new OfMessage(moved));
            assertThat(said(HOME)).extracting(Message::text).containsExactly("first");
            assertThat(said(WORK)).containsExactly(stays, moved);
            assertThat(storage.chat().find(ANNA, moving.id())).contains(moved);
            assertThat(storage.threads().delete(ANNA, WORK)).isTrue();
            assertThat(storage.chat().find(ANNA, moving.id())).isEmpty();
        }

        @Test
        @Needs(Capability.KEYWORD_SEARCH)
        @ContractRule("ROW-3")
        void is_found_by_the_words_it_has_now() {
            put(new OfMessage(message("the garden is dry")), added(memory(1, "is dry", null, 1)));
            assertThat(foundByWord("dry")).hasSize(1);
            assertThat(memoriesFoundByWord("dry")).hasSize(1);
            Message wet = message("the garden is wet");
            Memory flooded = memory(1, "is flooded", null, 2);
            put(new OfMessage(wet), added(flooded));
            assertThat(foundByWord("dry")).isEmpty();
            assertThat(foundByWord("wet")).containsExactly(wet);
            assertThat(memoriesFoundByWord("dry")).isEmpty();
            assertThat(memoriesFoundByWord("flooded")).containsExactly(flooded);
        }

        @Test
        @Needs(Capability.SEMANTIC_SEARCH)
        @ContractRule("ROW-3")
        void drops_vectors_of_another_text_and_keeps_the_others() {
            Space space = Space.added(storage, "model", 2);
            Message message = message("the garden is dry");
            Memory memory = memory(1, "is dry", null, 2);
            put(new OfMessage(message), added(memory));
            space.put(message, 1, 0);
            space.put(memory, 1, 0);
            assertThat(storage.vectors().countUnembedded(ANNA, space.id())).isZero();
            put(
                    new OfMessage(message.withAttributes(Attributes.none().with("read", true))),
                    added(memory(1, "is dry", null, 1)));
            assertThat(storage.vectors().countUnembedded(ANNA, space.id())).isZero();
            put(new OfMessage(message("the garden is wet")), added(memory(1, "is wet", null, 3)));
            assertThat(storage.vectors().countUnembedded(ANNA, space.id())).isEqualTo(2);
            assertThat(semantic(space)).isEmpty();
            space.put(message("the garden is wet"), 0, 1);
            assertThat(storage.vectors().countUnembedded(ANNA, space.id())).isEqualTo(1);
            assertThat(semantic(space)).containsExactly(message("the garden is wet"));
        }

        private List<Message> semantic(Space space) {
            return storage
                    .search()
                    .messages(
                            ANNA,
                            SearchQuery.of("garden").in(SearchMode.SEMANTIC).vector(space.vector(1, 0)),
                            MessageFilter.all())
                    .hits()
                    .stream()
                    .map(Hit::item)
                    .toList();
        }

        @Test
        @Needs(Capability.SEMANTIC_SEARCH)
        @ContractRule("ROW-3")
        void counts_what_waits_for_a_vector() {
            Space space = Space.added(storage, "model", 2);
            put(new OfMessage(message("words")), added(memory(1, "is dry", null, 1)));
            assertThat(storage.vectors().countUnembedded(ANNA, space.id())).isEqualTo(2);
            put(new OfMessage(message(" ")));
            assertThat(storage.vectors().countUnembedded(ANNA, space.id())).isEqualTo(1);
            put(new OfMessage(message("words again")));
            assertThat(storage.vectors().countUnembedded(ANNA, space.id())).isEqualTo(2);
        }

        @Test
        @ContractRule("ROW-3")
        void a_contact_takes_phone_and_email_from_another() {
            Contact john = contact(CONTACT, "John", PHONE, "John@Example.org");
            put(new OfContact(john));
            Contact mary = contact(OTHER_CONTACT, "Mary", PHONE, "JOHN@example.org");
            put(new OfContact(mary));
            assertThat(rows().find(EntityRef.of(ANNA, OTHER_CONTACT))).contains(new OfContact(mary));
            assertThat(rows().find(EntityRef.of(ANNA, CONTACT)))
                    .contains(new OfContact(john.withPhone(null).withEmail(null)));
            assertThat(storage.contacts().findByPhone(ANNA, PHONE)).contains(mary);
            assertThat(storage.contacts().findByEmail(ANNA, "john@example.org")).contains(mary);
        }

        @Test
        @ContractRule("ROW-3")
        void contacts_swap_their_phones() {
            Contact john = contact(CONTACT, "John", PHONE, null);
            Contact mary = contact(OTHER_CONTACT, "Mary", "+442079460019", null);
            put(new OfContact(john), new OfContact(mary));
            Contact newJohn = contact(CONTACT, "John", "+442079460019", null);
            Contact newMary = contact(OTHER_CONTACT, "Mary", PHONE, null);
            put(new OfContact(newJohn), new OfContact(newMary));
            assertThat(rows().list(ANNA, EntityKind.CONTACT, ALL).items())
                    .containsExactly(new OfContact(newJohn), new OfContact(newMary));
        }

        @Test
        @ContractRule("ROW-3")
        void of_two_contacts_with_one_phone_the_later_has_it() {
            Contact john = contact(CONTACT, "John", PHONE, null);
            Contact mary = contact(OTHER_CONTACT, "Mary", PHONE, null);
            put(new OfContact(mary), new OfContact(john));
            assertThat(rows().list(ANNA, EntityKind.CONTACT, ALL).items())
                    .containsExactly(new OfContact(john), new OfContact(mary.withPhone(null)));
        }

        @Test
        @ContractRule("ROW-3")
        void takes_no_phone_from_another_users_contact() {
            Contact bens =
                    storage.contacts().upsert(BEN, NewContact.named("John").withPhone(PHONE));
            put(new OfContact(contact(CONTACT, "John", PHONE, null)));
            assertThat(storage.contacts().findByPhone(BEN, PHONE)).contains(bens);
        }

        @Test
        @ContractRule("ROW-3")
        void a_memory_may_name_a_successor_that_came_before_it() {
            OfMemory wet = added(memory(2, "is wet", null, 1));
            OfMemory dry = added(memory(1, "is dry", memoryId(2), 2));
            put(wet, dry);
            assertThat(rows().list(ANNA, EntityKind.MEMORY, ALL).items()).containsExactly(dry, wet);
            assertThat(stored(1).supersededBy()).isEqualTo(memoryId(2));
        }

        @Test
        @ContractRule("ROW-3")
        void a_memory_whose_successor_is_not_stored_is_refused() {
            OfMemory dry = added(memory(1, "is dry", memoryId(2), 2));
            assertConflict(() -> put(dry));
            assertThat(rows().find(dry.ref())).isEmpty();
            put(added(memory(2, "is wet", null, 1)));
            put(dry);
            assertThat(rows().find(dry.ref())).contains(dry);
        }

        @Test
        @ContractRule("ROW-3")
        void a_superseded_memory_may_count_again() {
            put(added(memory(2, "is wet", null, 1)), added(memory(1, "is dry", memoryId(2), 2)));
            OfMemory again = added(memory(1, "is dry", null, 1));
            put(again);
            assertThat(rows().find(again.ref())).contains(again);
            assertThat(storage.memories()
                            .list(ANNA, MemoryFilter.current(), ALL)
                            .items())
                    .hasSize(2);
        }

        @Test
        @Needs(Capability.MEMORY_HISTORY)
        @ContractRule("ROW-3")
        void replaces_the_history_of_a_memory() {
            Memory first = memory(1, "is dry", null, 1);
            Memory second = memory(1, "is wet", null, 2);
            List<MemoryRevision> both = List.of(
                    new MemoryRevision(first, MemoryRevision.Change.ADDED, EARLY, null),
                    new MemoryRevision(second, MemoryRevision.Change.UPDATED, LATE, null));
            put(new OfMemory(second, both));
            assertThat(storage.memories().history(ANNA, memoryId(1))).isEqualTo(both);
            put(new OfMemory(first, both.subList(0, 1)));
            assertThat(storage.memories().history(ANNA, memoryId(1))).isEqualTo(both.subList(0, 1));
        }

        @Test
        @Needs(Capability.TRANSACTIONS)
        @ContractRule("ROW-3")
        void stores_all_or_none() {
            assertThat(transactional()).isNotNull();
            assertConflict(() -> put(new OfMessage(message("hello")), added(memory(1, "is dry", memoryId(2), 2))));
            assertThat(listed(ANNA)).isEmpty();
        }

        @Test
        @Needs(Capability.TRANSACTIONS)
        @ContractRule("ROW-3")
        void tells_the_outbox_nothing() {
            rows().put(ANNA, oneOfEach());
            rows().put(ANNA, oneOfEachOtherwise());
            List<OutboxEntry> told =
                    transactional().inTransaction(tx -> tx.outbox().list(10));
            assertThat(told).isEmpty();
        }

        @Test
        @ContractRule("ROW-3")
        void the_last_of_two_rows_of_one_thing_counts() {
            put(
                    new OfMessage(message("one")),
                    added(memory(1, "is dry", null, 1)),
                    new OfMessage(message(ANNA, WORK, MESSAGE, "two")),
                    added(memory(1, "is wet", null, 1)));
            assertThat(said(HOME)).isEmpty();
            assertThat(said(WORK)).extracting(Message::text).containsExactly("two");
            assertThat(stored(1).value()).isEqualTo("is wet");
        }

        @Test
        @ContractRule("ROW-3")
        void refuses_rows_of_another_user_and_stores_none() {
            assertRefused(() -> put(new OfThread(thread(ANNA, HOME, "mine")), new OfThread(thread(BEN, HOME, "his"))));
            assertThat(listed(ANNA)).isEmpty();
            assertThat(listed(BEN)).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#users")
        @ContractRule("ROW-3")
        void touches_no_row_of_another_user(UserId one, UserId other) {
            rows().put(one, List.of(new OfMessage(message(one, HOME, MESSAGE, "one"))));
            rows().put(other, List.of(new OfMessage(message(other, HOME, MESSAGE, "other"))));
            assertThat(rows().list(one, EntityKind.MESSAGE, ALL).items())
                    .containsExactly(new OfMessage(message(one, HOME, MESSAGE, "one")));
            rows().delete(EntityRef.of(other, MESSAGE));
            assertThat(rows().find(EntityRef.of(one, MESSAGE))).isPresent();
        }

        @Test
        @ContractRule("ROW-3")
        void takes_a_thousand_rows_at_once_and_no_more() {
            List<StoredRow> rows = new ArrayList<>();
            for (int i = 1; i <= RowStore.MAX_BATCH; i++) {
                rows.add(new OfMessage(message(ANNA, HOME, messageId(i), "text " + i)));
            }
            rows().put(ANNA, rows);
            assertThat(rows().list(ANNA, EntityKind.MESSAGE, ALL).items()).isEqualTo(rows);
            rows.add(new OfThread(thread(ANNA, WORK, "one too many")));
            assertRefused(() -> rows().put(ANNA, rows));
            assertThat(rows().find(EntityRef.of(ANNA, WORK))).isEmpty();
        }

        @Test
        @ContractRule("ROW-3")
        void nothing_stores_nothing() {
            rows().put(ANNA, List.of());
            assertThat(storage.users().find(ANNA)).isEmpty();
        }

        @Test
        @Needs(Capability.EXTERNAL_IDS)
        @ContractRule("ROW-3")
        void leaves_external_ids() {
            rows().put(ANNA, oneOfEach());
            for (StoredRow row : oneOfEach()) {
                storage.externalIds()
                        .link(row.ref(), ExternalId.of("crm/" + row.ref().kind(), "7"));
            }
            rows().put(ANNA, oneOfEachOtherwise());
            for (StoredRow row : oneOfEach()) {
                assertThat(storage.externalIds().list(row.ref())).hasSize(1);
            }
        }

        @Test
        @ContractRule("ROW-3")
        void the_stores_go_on_from_what_was_put() {
            rows().put(ANNA, oneOfEach());
            User user = storage.users().get(ANNA);
            assertThat(storage.users().update(user.withProfile(Profile.empty())).version())
                    .isEqualTo(13);
            Contact contact = contact("John  Smith");
            assertThat(storage.contacts().update(contact.withName("Johnny")).version())
                    .isEqualTo(10);
            Message said = say(ANNA, HOME, "and now?");
            assertThat(said(HOME)).containsExactly(said, message("What does the garden need?"));
            assertThat(storage.memories()
                            .supersede(memory(1, "is dry", null, 3), NewMemory.fact("garden", "is wet"))
                            .version())
                    .isEqualTo(1);
            assertThat(stored(1).version()).isEqualTo(4);
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#texts")
        @ContractRule("ROW-3")
        void keeps_texts_as_they_are(String text) {
            put(new OfMessage(message(text)));
            assertThat(rows().find(EntityRef.of(ANNA, MESSAGE))).contains(new OfMessage(message(text)));
        }
    }

    @Nested
    class Delete {
        @ParameterizedTest
        @EnumSource(EntityKind.class)
        @ContractRule("ROW-4")
        void removes_a_row_once(EntityKind kind) {
            rows().put(ANNA, oneOfEach());
            EntityRef ref = oneOfEach().stream()
                    .map(StoredRow::ref)
                    .filter(row -> row.kind() == kind)
                    .findFirst()
                    .orElseThrow();
            EntityRef bens = kind == EntityKind.USER ? EntityRef.of(BEN) : new EntityRef(BEN, kind, ref.id());
            assertThat(rows().delete(bens)).isFalse();
            assertThat(rows().find(ref)).isPresent();
            assertThat(rows().delete(ref)).isTrue();
            assertThat(rows().find(ref)).isEmpty();
            assertThat(rows().list(ANNA, kind, ALL).items()).isEmpty();
            assertThat(rows().delete(ref)).isFalse();
        }

        @Test
        @ContractRule("ROW-4")
        void removes_a_thread_with_its_messages() {
            rows().put(ANNA, oneOfEach());
            Message elsewhere = say(ANNA, WORK, "elsewhere");
            assertThat(rows().delete(EntityRef.of(ANNA, HOME))).isTrue();
            assertThat(rows().list(ANNA, EntityKind.MESSAGE, ALL).items()).containsExactly(new OfMessage(elsewhere));
        }

        @Test
        @ContractRule("ROW-4")
        void removes_everything_of_a_user() {
            rows().put(ANNA, oneOfEach());
            storage.users().save(BEN, Samples.profile());
            assertThat(rows().delete(EntityRef.of(ANNA))).isTrue();
            assertThat(listed(ANNA)).isEmpty();
            assertThat(storage.users().find(BEN)).isPresent();
        }

        @Test
        @Needs(Capability.EXTERNAL_IDS)
        @ContractRule("ROW-4")
        void removes_external_ids() {
            rows().put(ANNA, oneOfEach());
            for (StoredRow row : oneOfEach()) {
                storage.externalIds()
                        .link(row.ref(), ExternalId.of("crm/" + row.ref().kind(), "7"));
            }
            for (StoredRow row : oneOfEach().subList(1, 6)) {
                rows().delete(row.ref());
                assertThat(storage.externalIds().list(row.ref())).isEmpty();
                assertThat(storage.externalIds()
                                .find(ANNA, ExternalId.of("crm/" + row.ref().kind(), "7")))
                        .isEmpty();
            }
            assertThat(storage.externalIds().list(EntityRef.of(ANNA))).hasSize(1);
        }

        @Test
        @Needs(Capability.SEMANTIC_SEARCH)
        @ContractRule("ROW-4")
        void removes_vectors() {
            Space space = Space.added(storage, "model", 2);
            rows().put(ANNA, oneOfEach());
            space.put(message("What does the garden need?"), 1, 0);
            space.put(memory(1, "is dry", null, 3), 1, 0);
            rows().delete(EntityRef.of(ANNA, MESSAGE));
            rows().delete(EntityRef.of(ANNA, memoryId(1)));
            assertThat(storage.vectors().countUnembedded(ANNA, space.id())).isZero();
            rows().put(ANNA, oneOfEach());
            assertThat(storage.vectors().countUnembedded(ANNA, space.id())).isEqualTo(2);
        }

        @Test
        @Needs(Capability.MEMORY_HISTORY)
        @ContractRule("ROW-4")
        void removes_the_history_of_a_memory() {
            rows().put(ANNA, oneOfEach());
            assertThat(storage.memories().history(ANNA, memoryId(1))).hasSize(1);
            rows().delete(EntityRef.of(ANNA, memoryId(1)));
            assertThat(storage.memories().history(ANNA, memoryId(1))).isEmpty();
        }

        @Test
        @ContractRule("ROW-4")
        void refuses_a_memory_that_is_a_successor() {
            put(added(memory(2, "is wet", null, 1)), added(memory(1, "is dry", memoryId(2), 2)));
            assertConflict(() -> rows().delete(EntityRef.of(ANNA, memoryId(2))));
            assertThat(rows().find(EntityRef.of(ANNA, memoryId(2)))).isPresent();
            assertThat(rows().delete(EntityRef.of(ANNA, memoryId(1)))).isTrue();
            assertThat(rows().delete(EntityRef.of(ANNA, memoryId(2)))).isTrue();
            assertThat(rows().list(ANNA, EntityKind.MEMORY, ALL).items()).isEmpty();
        }

        @Test
        @Needs(Capability.KEYWORD_SEARCH)
        @ContractRule("ROW-4")
        void is_no_longer_found_by_word() {
            put(new OfMessage(message("the garden is dry")), added(memory(1, "is dry", null, 1)));
            rows().delete(EntityRef.of(ANNA, MESSAGE));
            rows().delete(EntityRef.of(ANNA, memoryId(1)));
            assertThat(foundByWord("dry")).isEmpty();
            assertThat(memoriesFoundByWord("dry")).isEmpty();
        }

        @Test
        @ContractRule("ROW-4")
        void what_was_removed_can_be_put_again() {
            rows().put(ANNA, oneOfEach());
            oneOfEach().stream().skip(1).map(StoredRow::ref).forEach(rows()::delete);
            assertThat(listed(ANNA)).containsExactly(oneOfEach().get(0));
            rows().put(ANNA, oneOfEach());
            assertThat(listed(ANNA)).containsExactlyInAnyOrderElementsOf(oneOfEach());
        }
    }
}
