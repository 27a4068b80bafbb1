package dev.kendall.examples.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.chat.MessageType;
import dev.kendall.contact.Contact;
import dev.kendall.entity.EntityRef;
import dev.kendall.entity.ExternalId;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.migration.Link;
import dev.kendall.migration.Migration;
import dev.kendall.migration.MigrationReport;
import dev.kendall.migration.MigrationSink;
import dev.kendall.page.PageRequest;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternFilter;
import dev.kendall.replica.ReplicaStorage;
import dev.kendall.replica.StoredRow;
import dev.kendall.storage.inmemory.InMemoryStorage;
import dev.kendall.store.airtable.AirtableMigrationSource;
import dev.kendall.store.airtable.AirtableOptions;
import dev.kendall.testkit.airtable.ErrorShape;
import dev.kendall.testkit.airtable.FakeAirtable;
import dev.kendall.testkit.airtable.FakeBase;
import dev.kendall.testkit.airtable.Fault;
import dev.kendall.testkit.airtable.LegacyBase;
import dev.kendall.user.UserId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each flaw of naive migrations, in a base in which the naive one has it and Kendall has not. */
class MigrationFlawsTest {
    private static final PageRequest MANY = PageRequest.first(1_000);
    private static final Instant SAID = Instant.parse("2024-05-06T07:08:09Z");

    @TempDir
    private Path folder;

    private final FakeAirtable airtable = FakeAirtable.start(1);
    private final FakeBase base = airtable.base("appLegacy", LegacyBase.schema());
    private final InMemoryStorage naive = InMemoryStorage.builder().build();
    private final InMemoryStorage kendall = InMemoryStorage.builder().build();
    private String nora;
    private UserId user;

    @BeforeEach
    void addUser() {
        base.clock(() -> SAID.plusSeconds(60));
        nora = base.insert("Users", Map.of("fullName", "Nora Quist"));
        user = UserId.of(nora);
    }

    @AfterEach
    void close() {
        airtable.close();
    }

    private void migrateNaively() throws IOException, InterruptedException {
        new NaiveMigration(airtable, base.id(), naive).run();
    }

    private AirtableMigrationSource source() {
        return AirtableMigrationSource.open(AirtableOptions.builder(base.id(), airtable::token)
                .endpoint(URI.create(airtable.url()))
                .requestsPerSecond(10_000)
                .penalty(Duration.ofMillis(10))
                .build());
    }

    private MigrationReport migrate() {
        return migrate(MigrationSink.of(kendall));
    }

    private MigrationReport migrate(MigrationSink sink) {
        return Migration.from(source())
                .to(sink)
                .workFolder(folder.resolve("work"))
                .run();
    }

    private String insert(String table, Map<String, ?> fields) {
        Map<String, Object> all = new HashMap<>(fields);
        all.put("recordId", List.of(nora));
        return base.insert(table, all);
    }

    private String message(String text) {
        return insert(
                "Chat Messages",
                Map.of(
                        "message",
                        text,
                        "role",
                        "user",
                        "messageType",
                        "text",
                        "threadId",
                        "thread_1_a",
                        "createdAt",
                        SAID.toString()));
    }

    private List<Message> messages(InMemoryStorage storage) {
        return storage.chat().list(user, MessageFilter.all(), MANY).items();
    }

    private List<Contact> contacts(InMemoryStorage storage) {
        return storage.contacts().list(user, MANY).items();
    }

    private List<Pattern> patterns(InMemoryStorage storage) {
        return storage.patterns().list(user, PatternFilter.all(), MANY).items();
    }

    private List<Memory> memories(InMemoryStorage storage) {
        return storage.memories().list(user, MemoryFilter.all(), MANY).items();
    }

    @Test
    void a_second_run_duplicates_rows() throws Exception {
        message("Hello");

        migrateNaively();
        migrateNaively();
        migrate();
        MigrationReport again = migrate();
        MigrationReport elsewhere = Migration.from(source())
                .to(MigrationSink.of(kendall))
                .workFolder(folder.resolve("another"))
                .run();

        assertThat(messages(naive)).hasSize(2);
        assertThat(messages(kendall)).hasSize(1);
        assertThat(again.isEqual()).isTrue();
        assertThat(again.mended() + again.deleted()).isZero();
        assertThat(elsewhere.isEqual()).isTrue();
        assertThat(elsewhere.added()).isZero();
    }

    @Test
    void record_ids_are_lost() throws Exception {
        String record = message("Hello");

        migrateNaively();
        migrate();

        ExternalId id = ExternalId.of("airtable/Chat Messages", record);
        assertThat(naive.externalIds().find(user, id)).isEmpty();
        assertThat(kendall.externalIds().find(user, id))
                .contains(EntityRef.of(user, messages(kendall).get(0).id()));
        assertThat(kendall.externalIds().findUser(ExternalId.of("airtable/Users", nora)))
                .contains(user);
    }

    @Test
    void a_refusal_for_too_many_requests_ends_the_list() throws Exception {
        for (int i = 0; i < 250; i++) {
            message("Hello " + i);
        }
        base.faults().next(Fault.rateLimited(ErrorShape.LIST), request -> request.isTo("Chat Messages"));
        migrateNaively();
        base.faults().next(3, Fault.rateLimited(ErrorShape.LIST), request -> request.isTo("Chat Messages"));
        MigrationReport report = migrate();

        assertThat(messages(naive)).hasSizeLessThan(250);
        assertThat(messages(kendall)).hasSize(250);
        assertThat(report.isEqual()).isTrue();
        assertThat(report.traffic().refused()).isEqualTo(3);
    }

    @Test
    void a_list_whose_place_was_lost_ends() throws Exception {
        for (int i = 0; i < 250; i++) {
            message("Hello " + i);
        }
        int[] pages = {0};
        base.faults().next(Fault.restart(), request -> request.isTo("Chat Messages") && ++pages[0] == 2);
        migrateNaively();
        int[] again = {0};
        base.faults().next(Fault.restart(), request -> request.isTo("Chat Messages") && ++again[0] == 2);
        MigrationReport report = migrate();

        assertThat(messages(naive)).hasSizeLessThan(250);
        assertThat(messages(kendall)).hasSize(250);
        assertThat(report.isEqual()).isTrue();
    }

    @Test
    void a_confidence_of_0_becomes_a_half() throws Exception {
        insert(
                "User Patterns",
                Map.of(
                        "patternType",
                        "behavior",
                        "patternData",
                        "{\"description\":\"Perhaps sings\"}",
                        "confidence",
                        0));

        migrateNaively();
        migrate();

        assertThat(patterns(naive)).extracting(Pattern::confidence).containsExactly(0.5);
        assertThat(patterns(kendall)).extracting(Pattern::confidence).containsExactly(0.0);
    }

    @Test
    void json_that_does_not_parse_becomes_nothing() throws Exception {
        String record = insert(
                "User Patterns",
                Map.of("patternType", "behavior", "patternData", "{\"description\":\"Sings", "confidence", 0.9));

        migrateNaively();
        MigrationReport report = migrate();

        assertThat(patterns(naive)).extracting(Pattern::description).containsExactly("?");
        assertThat(patterns(kendall)).isEmpty();
        assertThat(report.rejects()).singleElement().satisfies(reject -> {
            assertThat(reject.record()).isEqualTo(record);
            assertThat(reject.table()).isEqualTo("User Patterns");
            assertThat(reject.field()).isEqualTo("patternData");
            assertThat(reject.reason()).contains("it is no JSON");
        });
        assertThat(Files.readString(folder.resolve("work/rejects.jsonl"))).contains(record);
    }

    @Test
    void a_missing_date_becomes_now() throws Exception {
        insert("Chat Messages", Map.of("message", "Hello", "role", "user", "messageType", "text", "threadId", "t"));

        migrateNaively();
        migrate();

        assertThat(messages(naive).get(0).createdAt()).isAfter(SAID.plus(Duration.ofDays(1)));
        assertThat(messages(kendall).get(0).createdAt()).isEqualTo(SAID.plusSeconds(60));
        assertThat(Files.readString(folder.resolve("work/warnings.jsonl"))).contains("createdAt");
    }

    @Test
    void messages_without_a_thread_are_skipped() throws Exception {
        insert("Chat Messages", Map.of("message", "Hello", "role", "user", "messageType", "text"));

        migrateNaively();
        migrate();

        assertThat(messages(naive)).isEmpty();
        assertThat(messages(kendall)).extracting(Message::text).containsExactly("Hello");
        assertThat(Files.readString(folder.resolve("work/warnings.jsonl"))).contains("threadId");
    }

    @Test
    void whether_it_was_read_and_what_type_it_is_are_lost() throws Exception {
        insert(
                "Chat Messages",
                Map.of(
                        "message",
                        "Call",
                        "role",
                        "user",
                        "messageType",
                        "call_request",
                        "threadId",
                        "t",
                        "read",
                        true));

        migrateNaively();
        migrate();

        assertThat(messages(naive).get(0).attributes()).isEqualTo(Attributes.none());
        assertThat(messages(naive).get(0).type()).isEqualTo(MessageType.TEXT);
        assertThat(messages(kendall).get(0).attributes().findFlag("read")).contains(true);
        assertThat(messages(kendall).get(0).type()).isEqualTo(MessageType.CALL_REQUEST);
    }

    @Test
    void contacts_of_one_name_are_merged() throws Exception {
        insert("Contacts", Map.of("name", "John", "phone", "+442079460123"));
        insert("Contacts", Map.of("name", "John", "phone", "+442079460124"));
        insert("Contacts", Map.of("name", "John", "phone", "+442079460123", "notes", "has the same number"));

        migrateNaively();
        MigrationReport report = migrate();

        assertThat(contacts(naive)).hasSize(1);
        assertThat(contacts(kendall)).hasSize(3);
        assertThat(contacts(kendall))
                .extracting(contact -> contact.attributes().findText("phone").orElse(contact.phone()))
                .containsExactlyInAnyOrder("+442079460123", "+442079460123", "+442079460124");
        assertThat(report.isEqual()).isTrue();
    }

    @Test
    void memories_of_one_key_are_collapsed() throws Exception {
        for (String value : List.of("tea", "coffee")) {
            insert(
                    "User Memory",
                    Map.of("memoryType", "preference", "key", "drink", "value", value, "importance", "low"));
        }

        migrateNaively();
        migrate();

        assertThat(memories(naive)).hasSize(1);
        assertThat(memories(kendall)).extracting(Memory::value).containsExactlyInAnyOrder("tea", "coffee");
    }

    @Test
    void each_user_costs_a_list_of_every_table() throws Exception {
        for (int i = 0; i < 49; i++) {
            base.insert("Users", Map.of("fullName", "User " + i));
        }
        for (int i = 0; i < 300; i++) {
            message("Hello " + i);
        }
        base.requests().clear();
        migrateNaively();
        long naively = base.requests().count();
        base.requests().clear();
        migrate();

        // 50 users, three pages of messages and one of each other table.
        assertThat(naively).isGreaterThanOrEqualTo(50 * 6);
        // Twice read, and some for what the tables are and whose the rows are.
        assertThat(base.requests().count()).isLessThan(40);
    }

    @Test
    void nothing_is_verified() throws Exception {
        for (int i = 0; i < 20; i++) {
            message("Hello " + i);
        }
        MigrationSink losing = new MigrationSink() {
            private final MigrationSink sink = MigrationSink.of(kendall);

            @Override
            public long add(List<StoredRow> rows, BiConsumer<EntityRef, String> onRejected) {
                return sink.add(rows.subList(0, rows.size() - 3), onRejected) + 3;
            }

            @Override
            public void link(List<Link> links, BiConsumer<EntityRef, String> onRejected) {
                sink.link(links.size() > 10 ? links.subList(1, links.size()) : links, onRejected);
            }

            @Override
            public ReplicaStorage target() {
                return kendall;
            }
        };

        migrateNaively();
        naive.chat().delete(user, messages(naive).get(0).id());
        MigrationReport report = migrate(losing);

        // The naive one has ended long ago, and would not know of it.
        assertThat(messages(naive)).hasSize(19);
        assertThat(report.mended()).isGreaterThanOrEqualTo(3);
        assertThat(report.isEqual()).isTrue();
        assertThat(messages(kendall)).hasSize(20);
    }

    @Test
    void rows_whose_fields_are_all_empty_are_dropped() throws Exception {
        String empty = base.insert("Users", Map.of());
        String contact = base.insert("Contacts", Map.of());

        migrateNaively();
        MigrationReport report = migrate();

        assertThat(naive.users().find(UserId.of(empty))).isEmpty();
        assertThat(kendall.users().find(UserId.of(empty))).isPresent();
        assertThat(report.rejects())
                .singleElement()
                .satisfies(reject -> assertThat(reject.record()).isEqualTo(contact));
        assertThat(report.records()).isEqualTo(3);
    }
}
