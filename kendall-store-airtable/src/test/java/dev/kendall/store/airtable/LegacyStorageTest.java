package dev.kendall.store.airtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.NewMessage;
import dev.kendall.chat.Role;
import dev.kendall.contact.Contact;
import dev.kendall.contact.NewContact;
import dev.kendall.entity.EntityKind;
import dev.kendall.failure.StorageRefused;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.search.SearchMode;
import dev.kendall.search.SearchQuery;
import dev.kendall.storage.ErasureReceipt;
import dev.kendall.testkit.airtable.FakeBase;
import dev.kendall.testkit.airtable.FakeRecord;
import dev.kendall.testkit.airtable.LegacyBase;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The stores over records of the legacy application, and over those that it changes after Kendall has written them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LegacyStorageTest {
    private static final PageRequest FIRST = PageRequest.first(100);
    private static final ThreadId THREAD = ThreadId.of("thread_1700000000000_abc");

    private final FakeBase base = AirtableFixture.base();
    private final LegacyRecords legacy = new LegacyRecords(base);
    private final List<RejectedRecord> rejected = new ArrayList<>();
    private final AirtableStorage storage = AirtableStorage.builder(
                    AirtableFixture.options(base).onRejected(rejected::add).build())
            .open();
    private final String record = legacy.user("Ann \"the Cook\" Lee, \\ 😀");
    private final UserId ann = UserId.of(record);

    @AfterEach
    void close() {
        storage.close();
    }

    private List<Message> messages() {
        return storage.chat().list(ann, MessageFilter.all(), FIRST).items();
    }

    private String stamped(String table, String id) {
        return base.findRecord(table, id)
                .map(FakeRecord::fields)
                .orElseThrow()
                .path("Kendall Id")
                .asText();
    }

    @Test
    void a_legacy_user_has_the_record_id_and_what_is_theirs() {
        legacy.message(record, Map.of());
        legacy.contact(record, Map.of());
        legacy.pattern(record, Map.of());
        legacy.memory(record, Map.of());
        legacy.message(legacy.user("Ann \"the Cook\" Lee, \\ 😀"), Map.of("message", "of a namesake"));
        legacy.message(legacy.user("the Cook"), Map.of("message", "of another"));
        assertThat(storage.users().get(ann).profile().fullName()).startsWith("Ann");
        assertThat(messages())
                .singleElement()
                .satisfies(message -> assertThat(message.text()).isEqualTo("hello"));
        assertThat(storage.contacts().list(ann, FIRST).items()).hasSize(1);
        assertThat(storage.patterns().list(ann, PatternFilter.all(), FIRST).items())
                .hasSize(1);
        assertThat(storage.memories().list(ann, MemoryFilter.all(), FIRST).items())
                .hasSize(1);
        assertThat(rejected).isEmpty();
    }

    @Test
    void a_legacy_row_is_found_by_its_id() {
        legacy.message(record, Map.of());
        legacy.memory(record, Map.of());
        Message message = messages().get(0);
        Memory memory =
                storage.memories().list(ann, MemoryFilter.all(), FIRST).items().get(0);
        assertThat(storage.chat().find(ann, message.id())).contains(message);
        assertThat(storage.memories().find(ann, memory.id())).contains(memory);
        assertThat(storage.chat().find(UserId.of(legacy.user("Ben")), message.id()))
                .isEmpty();
    }

    @Test
    void a_legacy_row_keeps_its_id_when_it_is_changed() {
        String written = legacy.message(record, Map.of("agentId", "agent-7"));
        Message message = messages().get(0);
        Message changed = storage.chat()
                .setAttributes(ann, message.id(), message.attributes().with("mood", "good"));
        assertThat(base.count("Chat Messages")).isEqualTo(1);
        assertThat(stamped("Chat Messages", written)).isEqualTo(message.id().toString());
        assertThat(messages()).containsExactly(changed);
        assertThat(base.findRecord("Chat Messages", written)
                        .orElseThrow()
                        .fields()
                        .path("agentId")
                        .asText())
                .isEqualTo("agent-7");
    }

    @Test
    void a_thread_is_what_its_messages_tell() {
        legacy.message(
                record, Map.of("message", "And you?", "role", "assistant", "createdAt", "2024-05-01T10:00:00.000Z"));
        legacy.message(record, Map.of("message", " How are you? ", "createdAt", "2024-05-02T10:00:00.000Z"));
        legacy.message(record, Map.of("threadId", "other", "createdAt", "2024-05-03T10:00:00.000Z"));
        ChatThread thread = storage.threads().get(ann, THREAD);
        assertThat(thread.title()).isEqualTo("How are you?");
        assertThat(thread.created()).isEqualTo("2024-05-01T10:00:00Z");
        assertThat(thread.lastActive()).isEqualTo("2024-05-02T10:00:00Z");
        assertThat(storage.threads().list(ann, FIRST).items())
                .extracting(each -> each.id().value())
                .containsExactly("other", THREAD.value());
        assertThat(base.count("Kendall Threads")).isZero();
    }

    @Test
    void a_thread_stays_as_it_is_when_its_messages_change_or_go() {
        legacy.message(record, Map.of("createdAt", "2024-05-01T10:00:00.000Z"));
        legacy.message(record, Map.of("createdAt", "2024-05-02T10:00:00.000Z"));
        legacy.message(record, Map.of("threadId", "other"));
        ChatThread thread = storage.threads().get(ann, THREAD);
        ChatThread other = storage.threads().get(ann, ThreadId.of("other"));
        for (Message message : messages()) {
            if (message.thread().equals(THREAD)) {
                assertThat(storage.chat().delete(ann, message.id())).isTrue();
            } else {
                storage.chat()
                        .setAttributes(ann, message.id(), Attributes.none().with("mood", "good"));
            }
            assertThat(storage.threads().list(ann, FIRST).items()).containsExactlyInAnyOrder(thread, other);
        }
    }

    @Test
    void appending_goes_on_in_a_legacy_thread() {
        legacy.message(record, Map.of());
        Message appended = storage.chat().append(ann, THREAD, NewMessage.assistant("hi"));
        ChatThread thread = storage.threads().get(ann, THREAD);
        assertThat(thread.title()).isEqualTo("hello");
        assertThat(thread.created()).isEqualTo("2024-05-01T10:00:00.250Z");
        assertThat(thread.lastActive()).isEqualTo(appended.createdAt());
        legacy.message(record, Map.of("createdAt", "2099-01-01T00:00:00.000Z"));
        assertThat(storage.threads().get(ann, THREAD).lastActive()).isEqualTo("2099-01-01T00:00:00Z");
        assertThat(messages()).extracting(Message::text).containsExactly("hello", "hi", "hello");
    }

    @Test
    void what_kendall_writes_the_legacy_application_reads() {
        storage.chat()
                .append(
                        ann,
                        THREAD,
                        NewMessage.user("hello")
                                .withCreatedAt(Instant.parse("2026-03-02T12:00:00.123456Z"))
                                .withAttributes(Attributes.none()
                                        .with("agentId", "agent-7")
                                        .with("read", true)));
        assertThat(base.records("Chat Messages")).singleElement().satisfies(stored -> {
            assertThat(stored.fields().path("message").asText()).isEqualTo("hello");
            assertThat(stored.fields().path("role").asText()).isEqualTo("user");
            assertThat(stored.fields().path("messageType").asText()).isEqualTo("text");
            assertThat(stored.fields().path("threadId").asText()).isEqualTo(THREAD.value());
            assertThat(stored.fields().path("createdAt").asText()).isEqualTo("2026-03-02T12:00:00.123Z");
            assertThat(stored.fields().path("agentId").asText()).isEqualTo("agent-7");
            assertThat(stored.fields().path("read").asBoolean()).isTrue();
            assertThat(stored.fields().path("recordId").path(0).asText()).isEqualTo(record);
        });
        assertThat(messages().get(0).createdAt()).isEqualTo("2026-03-02T12:00:00.123456Z");
    }

    @Test
    void what_others_change_afterwards_counts_and_is_the_next_version() {
        Memory memory = storage.memories()
                .add(
                        ann,
                        NewMemory.fact("employer", "the bakery")
                                .withAttributes(Attributes.none().with("by", "us")));
        String stored = base.records("User Memory").get(0).id();
        base.update("User Memory", stored, Map.of("value", "the mill"));
        Memory changed = storage.memories().find(ann, memory.id()).orElseThrow();
        assertThat(changed.value()).isEqualTo("the mill");
        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.attributes()).isEqualTo(memory.attributes());
        assertThat(changed.recordedAt()).isEqualTo(memory.recordedAt());
        Memory again = storage.memories().update(changed.withContent(NewMemory.fact("employer", "the dairy")));
        assertThat(again.version()).isEqualTo(3);
        assertThat(base.records("User Memory").get(0).fields().path("value").asText())
                .isEqualTo("the dairy");
    }

    @Test
    void a_cell_that_others_clear_is_cleared() {
        Contact contact = storage.contacts()
                .upsert(ann, NewContact.named("John").withNotes("likes tea").withTags("family"));
        base.update("Contacts", base.records("Contacts").get(0).id(), Collections.singletonMap("notes", null));
        Contact changed = storage.contacts().find(ann, contact.id()).orElseThrow();
        assertThat(changed.notes()).isNull();
        assertThat(changed.tags()).containsExactly("family");
    }

    @Test
    void an_option_that_a_field_lacks_is_kept_beside_it() {
        Message said = storage.chat().append(ann, THREAD, NewMessage.of(Role.TOOL, "42"));
        assertThat(base.records("Chat Messages").get(0).fields().has("role")).isFalse();
        assertThat(messages()).containsExactly(said);
    }

    @Test
    void a_record_that_cannot_be_read_is_left_out_and_reported_and_stays() {
        legacy.message(record, Map.of());
        String broken = legacy.pattern(record, Map.of("patternData", "{broken"));
        String kept = legacy.pattern(record, Map.of());
        assertThat(storage.patterns().list(ann, PatternFilter.all(), FIRST).items())
                .extracting(Pattern::description)
                .containsExactly("walks");
        assertThat(rejected).singleElement().satisfies(each -> {
            assertThat(each.recordId()).isEqualTo(broken);
            assertThat(each.field()).isEqualTo("patternData");
        });
        assertThat(base.findRecord("User Patterns", broken)).isPresent();
        assertThat(base.findRecord("User Patterns", kept)).isPresent();
    }

    @Test
    void a_row_that_was_damaged_is_reported_and_stays() {
        Message said = storage.chat().append(ann, THREAD, NewMessage.user("hello"));
        base.update("Chat Messages", base.records("Chat Messages").get(0).id(), Map.of("Kendall Row", "{oops"));
        assertThat(messages()).isEmpty();
        assertThat(storage.chat().find(ann, said.id())).isEmpty();
        assertThat(rejected)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.field()).isEqualTo("Kendall Row"));
        assertThat(base.count("Chat Messages")).isEqualTo(1);
    }

    @Test
    void texts_as_long_as_airtable_takes_come_back_whole() {
        String longest = "ä\"\n".repeat(33_333);
        Message said = storage.chat().append(ann, THREAD, NewMessage.user(longest));
        Memory memory =
                storage.memories().add(ann, NewMemory.fact("key", longest).withContext(longest));
        assertThat(messages()).containsExactly(said);
        assertThat(storage.memories().find(ann, memory.id())).contains(memory);
    }

    @Test
    void search_by_word_looks_at_the_newest_messages_only() {
        for (int i = 0; i < 250; i++) {
            legacy.message(
                    record,
                    Map.of(
                            "message",
                            i == 0 ? "the oldest pineapple" : i == 249 ? "the newest pineapple" : "filling " + i,
                            "createdAt",
                            Instant.parse("2024-05-01T10:00:00Z").plusSeconds(i).toString()));
        }
        try (AirtableStorage narrow = AirtableStorage.builder(
                        AirtableFixture.options(base).searchWindow(100).build())
                .open()) {
            SearchQuery query = SearchQuery.of("pineapple").in(SearchMode.KEYWORD);
            assertThat(narrow.search().messages(ann, query, MessageFilter.all()).hits())
                    .extracting(hit -> hit.item().text())
                    .containsExactly("the newest pineapple");
            assertThat(storage.search()
                            .messages(ann, query, MessageFilter.all())
                            .hits())
                    .hasSize(2);
            assertThatThrownBy(() -> narrow.search().messages(ann, query.in(SearchMode.SEMANTIC), MessageFilter.all()))
                    .isInstanceOf(StorageRefused.class)
                    .hasMessageContaining("search by word");
        }
    }

    @Test
    void a_page_reads_no_more_than_it_needs() {
        for (int i = 0; i < 450; i++) {
            legacy.message(
                    record,
                    Map.of(
                            "message",
                            "message " + i,
                            "createdAt",
                            Instant.parse("2024-05-01T10:00:00Z").plusSeconds(i).toString()));
        }
        legacy.message(record, Map.of("message", "without a time", "createdAt", ""));
        storage.users().get(ann);
        base.requests().clear();
        assertThat(storage.chat()
                        .list(ann, MessageFilter.in(THREAD), PageRequest.first(20))
                        .items())
                .extracting(Message::text)
                .startsWith("without a time", "message 449", "message 448");
        assertThat(base.requests().count()).isEqualTo(2);
    }

    @Test
    void erasing_takes_unreadable_records_too() {
        legacy.message(record, Map.of("role", "narrator"));
        legacy.message(record, Map.of());
        legacy.pattern(record, Map.of("patternData", "{broken"));
        storage.contacts().upsert(ann, NewContact.named("John"));
        storage.threads().getOrCreate(ann, ThreadId.of("empty"));
        String other = legacy.message(legacy.user("Ben"), Map.of());
        ErasureReceipt receipt = storage.erase(ann);
        assertThat(receipt.count(ErasureReceipt.Kind.MESSAGES)).isEqualTo(2);
        assertThat(receipt.count(ErasureReceipt.Kind.PATTERNS)).isEqualTo(1);
        assertThat(receipt.count(ErasureReceipt.Kind.CONTACTS)).isEqualTo(1);
        assertThat(receipt.count(ErasureReceipt.Kind.THREADS)).isEqualTo(2);
        assertThat(base.records("Chat Messages")).extracting(FakeRecord::id).containsExactly(other);
        assertThat(base.count("User Patterns") + base.count("Contacts") + base.count("Kendall Threads"))
                .isZero();
        assertThat(storage.users().find(ann)).isEmpty();
    }

    @Test
    void a_base_without_kendalls_fields_is_read_and_not_written() {
        LegacyRecords plain = new LegacyRecords(AirtableFixture.base(LegacyBase.schema()));
        String ben = plain.user("Ben");
        plain.message(ben, Map.of());
        try (AirtableStorage readOnly = AirtableStorage.builder(
                        AirtableFixture.options(plain.base).build())
                .open()) {
            Message message = readOnly.chat()
                    .list(UserId.of(ben), MessageFilter.all(), FIRST)
                    .items()
                    .get(0);
            assertThat(readOnly.chat().find(UserId.of(ben), message.id())).contains(message);
            assertThat(readOnly.threads().list(UserId.of(ben), FIRST).items()).hasSize(1);
            assertThat(readOnly.rows()
                            .list(UserId.of(ben), EntityKind.MESSAGE, FIRST)
                            .items())
                    .hasSize(1);
            assertThatThrownBy(() -> readOnly.chat().append(UserId.of(ben), THREAD, NewMessage.user("hi")))
                    .isInstanceOf(StorageRefused.class)
                    .hasMessageContaining("AirtableSetup");
            assertThatThrownBy(() -> readOnly.chat()
                            .setAttributes(
                                    UserId.of(ben),
                                    message.id(),
                                    Attributes.none().with("a", "b")))
                    .isInstanceOf(StorageRefused.class)
                    .hasMessageContaining("'Kendall Row'");
        }
        assertThat(plain.base.count("Chat Messages")).isEqualTo(1);
    }

    @Test
    void owners_as_texts_are_found_and_written() {
        LegacyRecords text = new LegacyRecords(
                AirtableFixture.base(new ExtendedBase(LegacyBase.schema().withOwnersAsText())));
        String ben = text.user("Ben");
        text.message(ben, Map.of("recordId", ben));
        text.message(ben, Map.of("recordId", ben + "x"));
        try (AirtableStorage other = AirtableStorage.builder(
                        AirtableFixture.options(text.base).build())
                .open()) {
            other.chat().append(UserId.of(ben), THREAD, NewMessage.user("hi"));
            assertThat(other.chat()
                            .list(UserId.of(ben), MessageFilter.all(), FIRST)
                            .items())
                    .hasSize(2);
        }
        assertThat(text.base.records("Chat Messages"))
                .extracting(each -> each.fields().path("recordId").asText())
                .containsExactly(ben, ben + "x", ben);
    }

    @Test
    void a_user_may_have_an_id_of_the_hosts_own() {
        FakeBase own = AirtableFixture.base(new ExtendedBase(schema -> {
            LegacyBase.schema().accept(schema);
            schema.table("Users", fields -> fields.text("Auth Id"));
        }));
        LegacyRecords records = new LegacyRecords(own);
        String ben = own.insert("Users", Map.of("fullName", "Ben", "Auth Id", "auth0|7"));
        records.message(ben, Map.of());
        try (AirtableStorage other = AirtableStorage.builder(AirtableFixture.options(own)
                        .fields(FieldMap.builder().userIdField("Auth Id").build())
                        .build())
                .open()) {
            UserId user = UserId.of("auth0|7");
            assertThat(other.users().get(user).profile().fullName()).isEqualTo("Ben");
            assertThat(other.chat().list(user, MessageFilter.all(), FIRST).items())
                    .hasSize(1);
            assertThat(other.users().list(FIRST).items())
                    .extracting(each -> each.id().value())
                    .containsExactly("auth0|7");
        }
    }
}
