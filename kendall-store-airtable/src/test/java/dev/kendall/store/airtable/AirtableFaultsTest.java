package dev.kendall.store.airtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.NewMessage;
import dev.kendall.contact.Contact;
import dev.kendall.contact.NewContact;
import dev.kendall.entity.ExternalId;
import dev.kendall.failure.StorageRefused;
import dev.kendall.failure.StorageUnavailable;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.PageRequest;
import dev.kendall.testkit.airtable.FakeBase;
import dev.kendall.testkit.airtable.FakeRequest;
import dev.kendall.testkit.airtable.Fault;
import dev.kendall.testkit.airtable.LegacyBase;
import dev.kendall.testkit.airtable.Operation;
import dev.kendall.testkit.airtable.RateLimits;
import dev.kendall.thread.ChatThread;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.Profile;
import dev.kendall.user.UserId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What goes wrong with a base, at the stores: nothing acknowledged is lost, nothing is stored twice, and the reason is one clear sentence. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AirtableFaultsTest {
    private static final UserId ANNA = UserId.of("anna");
    private static final ThreadId HOME = ThreadId.of("home");

    private final FakeBase base = AirtableFixture.base();
    private final AirtableStorage storage =
            AirtableStorage.builder(AirtableFixture.options(base).build()).open();

    @AfterEach
    void close() {
        storage.close();
    }

    private static NewMessage message(int n) {
        return NewMessage.user("message " + n).withId(new MessageId(new UUID(0x7000L, n)));
    }

    private List<String> texts() {
        return storage.chat().list(ANNA, MessageFilter.all(), PageRequest.first(100)).items().stream()
                .map(Message::text)
                .toList();
    }

    private static boolean isMessageWrite(FakeRequest request) {
        return request.isWrite() && request.isTo("Chat Messages");
    }

    @Test
    void a_message_that_was_stored_and_not_acknowledged_is_stored_once() {
        base.faults().next(2, Fault.dropAfterCommit(), AirtableFaultsTest::isMessageWrite);
        storage.chat().append(ANNA, HOME, message(1));
        assertThat(texts()).containsExactly("message 1");
        assertThat(base.count("Chat Messages")).isEqualTo(1);
        assertThat(base.count("Users")).isEqualTo(1);
    }

    @Test
    void a_call_that_was_stored_in_part_is_completed_by_doing_it_again() {
        List<NewMessage> many =
                IntStream.range(0, 25).mapToObj(AirtableFaultsTest::message).toList();
        base.faults()
                .next(Fault.delay(Duration.ZERO), AirtableFaultsTest::isMessageWrite)
                .always(Fault.error(422, "INVALID_REQUEST_UNKNOWN", "no"), AirtableFaultsTest::isMessageWrite);
        assertThatThrownBy(() -> storage.chat().append(ANNA, HOME, many)).isInstanceOf(StorageRefused.class);
        assertThat(base.count("Chat Messages")).isEqualTo(10);
        base.faults().clear();
        List<Message> stored = storage.chat().append(ANNA, HOME, many);
        assertThat(stored).hasSize(25);
        assertThat(base.count("Chat Messages")).isEqualTo(25);
        assertThat(storage.chat().append(ANNA, HOME, many)).isEqualTo(stored);
    }

    @Test
    void a_stale_read_takes_no_write_back() {
        Contact john = storage.contacts().upsert(ANNA, NewContact.named("John").withNotes("one"));
        base.faults().next(Fault.staleRead(), request -> request.isTo("Contacts"));
        Contact same = storage.contacts().upsert(ANNA, NewContact.named("John").withRelationship("brother"));
        assertThat(same.id()).isEqualTo(john.id());
        assertThat(same.version()).isEqualTo(2);
        assertThat(base.count("Contacts")).isEqualTo(1);
    }

    @Test
    void a_stale_read_neither_doubles_a_user_nor_loses_the_profile() {
        Profile profile = Profile.builder().fullName("Anna").build();
        storage.users().save(ANNA, profile);
        base.faults().next(Fault.staleRead(), request -> request.isTo("Users"));
        storage.memories().add(ANNA, NewMemory.fact("employer", "the bakery"));
        assertThat(base.count("Users")).isEqualTo(1);
        assertThat(storage.users().get(ANNA).profile()).isEqualTo(profile);
    }

    @Test
    void a_stale_read_does_not_lose_a_threads_title() {
        ChatThread thread = storage.threads()
                .update(storage.threads().getOrCreate(ANNA, HOME).withTitle("home"));
        base.faults().next(Fault.staleRead(), request -> request.isTo("Kendall Threads"));
        storage.chat().append(ANNA, HOME, message(1));
        assertThat(storage.threads().get(ANNA, HOME).title()).isEqualTo(thread.title());
        assertThat(base.count("Kendall Threads")).isEqualTo(1);
    }

    @Test
    void the_rate_limit_fails_no_call() {
        base.limits(RateLimits.real().withPerSecond(3).withPenalty(Duration.ofMillis(20)));
        for (int i = 0; i < 4; i++) {
            storage.chat().append(ANNA, HOME, message(i));
        }
        base.limits(RateLimits.none());
        assertThat(texts()).hasSize(4);
        assertThat(storage.traffic().get(Lane.LIVE).rateLimited()).isPositive();
    }

    @Test
    void a_base_at_its_quota_is_told_and_not_called_again() {
        storage.chat().append(ANNA, HOME, message(1));
        long before = base.requests().count();
        base.faults().always(Fault.quotaExceeded(), request -> true);
        assertThatThrownBy(() -> storage.chat().append(ANNA, HOME, message(2)))
                .isInstanceOf(StorageUnavailable.class)
                .hasMessageContaining("upgrade its plan or wait for the next month")
                .hasMessageNotContaining("message 2");
        assertThat(base.requests().count()).isEqualTo(before + 1);
        base.faults().clear();
        assertThat(texts()).containsExactly("message 1");
    }

    @Test
    void a_wrong_token_is_told_on_opening() {
        AirtableOptions options = AirtableOptions.builder(base.id(), () -> "patWRONG")
                .endpoint(URI.create(AirtableFixture.server().url()))
                .build();
        assertThatThrownBy(() -> AirtableStorage.builder(options).open())
                .isInstanceOf(StorageRefused.class)
                .hasMessageContaining("the token is missing or wrong")
                .hasMessageNotContaining("patWRONG");
        assertThat(options.toString()).doesNotContain("patWRONG");
    }

    @Test
    void a_missing_table_is_told_on_opening_with_the_setting() {
        FakeBase other = AirtableFixture.base(LegacyBase.schema().withTable("Contacts", "People"));
        assertThatThrownBy(() -> AirtableStorage.builder(
                                AirtableFixture.options(other).build())
                        .open())
                .isInstanceOf(StorageRefused.class)
                .hasMessageContaining("'Contacts'")
                .hasMessageContaining("FieldMap.builder().table(AirtableTable.CONTACTS");
        try (AirtableStorage mapped = AirtableStorage.builder(AirtableFixture.options(other)
                        .fields(FieldMap.builder()
                                .table(AirtableTable.CONTACTS, "People")
                                .build())
                        .build())
                .open()) {
            assertThat(mapped.contacts().list(ANNA, PageRequest.first(1)).items())
                    .isEmpty();
        }
    }

    @Test
    void a_missing_field_is_told_on_opening_with_the_setting() {
        FakeBase other = AirtableFixture.base(LegacyBase.schema().withField("Chat Messages", "role", "who"));
        assertThatThrownBy(() -> AirtableStorage.builder(
                                AirtableFixture.options(other).build())
                        .open())
                .isInstanceOf(StorageRefused.class)
                .hasMessageContaining("'role'")
                .hasMessageContaining("FieldMap.builder().field(AirtableField.MESSAGE_ROLE");
        String byId = other.fieldId("Chat Messages", "who");
        AirtableOptions mapped = AirtableFixture.options(other)
                .fields(FieldMap.builder()
                        .field(AirtableField.MESSAGE_ROLE, byId)
                        .build())
                .build();
        assertThat(AirtableSetup.of(mapped).check().isReadable()).isTrue();
    }

    @Test
    void a_field_that_is_renamed_while_in_use_is_told() {
        storage.chat().append(ANNA, HOME, message(1));
        base.renameField("Chat Messages", "message", "words");
        assertThatThrownBy(() -> storage.chat().append(ANNA, HOME, message(2)))
                .isInstanceOf(StorageRefused.class)
                .hasMessageContaining("it has no field 'message'")
                .hasMessageContaining("AirtableField.MESSAGE_TEXT");
        base.renameField("Chat Messages", "words", "message");
        storage.chat().append(ANNA, HOME, message(2));
        assertThat(texts()).containsExactlyInAnyOrder("message 1", "message 2");
    }

    @Test
    void two_stores_in_one_table_are_refused_by_name_and_by_id() {
        FieldMap.Builder byName = FieldMap.builder().table(AirtableTable.MEMORIES, "User Patterns");
        assertThatThrownBy(byName::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PATTERNS and MEMORIES are both mapped to the table 'User Patterns'");
        FieldMap byId = FieldMap.builder()
                .table(AirtableTable.MEMORIES, base.tableId("User Patterns"))
                .build();
        assertThatThrownBy(() -> AirtableStorage.builder(
                                AirtableFixture.options(base).fields(byId).build())
                        .open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("both mapped to the table 'User Patterns'");
    }

    @Test
    void nothing_is_sent_for_calls_that_are_refused() {
        storage.users().save(ANNA, Profile.empty());
        base.requests().clear();
        assertThatThrownBy(() -> storage.vectors().listSpaces()).isInstanceOf(StorageRefused.class);
        assertThatThrownBy(() -> storage.externalIds().findUser(ExternalId.of("crm", "7")))
                .isInstanceOf(StorageRefused.class);
        assertThat(base.requests().count()).isZero();
    }

    @Test
    void a_turn_of_appending_takes_four_requests() {
        storage.chat().append(ANNA, HOME, message(1));
        storage.users().get(ANNA);
        base.requests().clear();
        storage.chat().append(ANNA, HOME, message(2));
        assertThat(base.requests().all()).hasSizeLessThanOrEqualTo(5);
        assertThat(base.requests().count(request -> request.operation() == Operation.UPSERT))
                .isEqualTo(1);
    }

    @Test
    void setup_adds_what_is_missing_once() {
        FakeBase plain = AirtableFixture.base(LegacyBase.schema());
        AirtableSetup setup = AirtableSetup.of(AirtableFixture.options(plain).build());
        AirtableSetup.Report before = setup.check();
        assertThat(before.isReadable()).isTrue();
        assertThat(before.additions()).hasSize(16).contains("table 'Users': field 'Kendall Id' of type singleLineText");
        assertThat(setup.create().isComplete()).isTrue();
        assertThat(setup.create().isComplete()).isTrue();
        String ben = plain.insert("Users", Map.of("fullName", "Ben"));
        try (AirtableStorage added =
                AirtableStorage.builder(AirtableFixture.options(plain).build()).open()) {
            Message said = added.chat().append(UserId.of(ben), HOME, NewMessage.user("hi"));
            assertThat(added.chat().find(UserId.of(ben), said.id())).contains(said);
        }
    }
}
