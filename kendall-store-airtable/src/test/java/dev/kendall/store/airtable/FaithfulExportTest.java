package dev.kendall.store.airtable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageType;
import dev.kendall.contact.Contact;
import dev.kendall.memory.Importance;
import dev.kendall.memory.Memory;
import dev.kendall.pattern.Pattern;
import dev.kendall.pattern.PatternType;
import dev.kendall.pattern.Schedule;
import dev.kendall.replica.StoredRow;
import dev.kendall.replica.StoredRow.OfContact;
import dev.kendall.replica.StoredRow.OfMemory;
import dev.kendall.replica.StoredRow.OfMessage;
import dev.kendall.replica.StoredRow.OfPattern;
import dev.kendall.replica.StoredRow.OfUser;
import dev.kendall.testkit.airtable.LegacyBase;
import dev.kendall.user.Profile;
import dev.kendall.user.UserId;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each flaw of naive migrations, where Kendall does not have it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FaithfulExportTest {
    private final LegacyRecords legacy = new LegacyRecords(AirtableFixture.base(LegacyBase.schema()));
    private final String anna = legacy.user("Anna");

    private static StoredRow row(ExportedRecord record) {
        assertThat(record.rejected()).isNull();
        return Objects.requireNonNull(record.row());
    }

    private Message message(String record) {
        return ((OfMessage) row(exported(AirtableTable.MESSAGES, record))).message();
    }

    private Contact contact(String record) {
        return ((OfContact) row(exported(AirtableTable.CONTACTS, record))).contact();
    }

    private Pattern pattern(String record) {
        return ((OfPattern) row(exported(AirtableTable.PATTERNS, record))).pattern();
    }

    private Memory memory(String record) {
        return ((OfMemory) row(exported(AirtableTable.MEMORIES, record))).memory();
    }

    private Profile profile(String record) {
        return ((OfUser) row(exported(AirtableTable.USERS, record))).user().profile();
    }

    private ExportedRecord exported(AirtableTable table, String record) {
        return Objects.requireNonNull(legacy.export(table).get(record));
    }

    private List<String> notes(AirtableTable table, String record) {
        return exported(table, record).notes().stream().map(FieldNote::field).toList();
    }

    private RejectedRecord rejected(AirtableTable table, String record) {
        ExportedRecord exported = exported(table, record);
        assertThat(exported.row()).isNull();
        return Objects.requireNonNull(exported.rejected());
    }

    @Test
    void a_second_run_gives_the_same_rows_with_the_same_ids() {
        for (int i = 0; i < 120; i++) {
            legacy.message(anna, Map.of("message", "message " + i));
        }
        Map<String, ExportedRecord> first = new TreeMap<>(legacy.export(AirtableTable.MESSAGES));
        Map<String, ExportedRecord> second = new TreeMap<>(legacy.export(AirtableTable.MESSAGES));
        assertThat(second).hasSize(120).isEqualTo(first);
        assertThat(first.values().stream().map(record -> row(record).ref()).distinct())
                .hasSize(120);
    }

    @Test
    void the_record_id_is_given_as_external_id() {
        String record = legacy.message(anna, Map.of());
        assertThat(exported(AirtableTable.MESSAGES, record).externalId().system())
                .isEqualTo("airtable/Chat Messages");
        assertThat(exported(AirtableTable.MESSAGES, record).externalId().value())
                .isEqualTo(record);
    }

    @Test
    void an_id_sorts_by_the_time_of_the_records_creation() {
        String record = legacy.message(anna, Map.of());
        Instant created = exported(AirtableTable.MESSAGES, record).created();
        assertThat(message(record).id().value().version()).isEqualTo(7);
        assertThat(LegacyId.created(message(record).id().value())).isEqualTo(created);
    }

    @Test
    void a_confidence_of_0_stays_0() {
        String record = legacy.pattern(anna, Map.of("confidence", 0));
        assertThat(pattern(record).confidence()).isZero();
        assertThat(notes(AirtableTable.PATTERNS, record)).isEmpty();
    }

    @Test
    void a_missing_confidence_is_told() {
        String record = legacy.pattern(anna, Map.of("confidence", ""));
        assertThat(pattern(record).confidence()).isZero();
        assertThat(notes(AirtableTable.PATTERNS, record)).containsExactly("confidence");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"description\": \"walks\"", "not json", "[1]", "\"walks\""})
    void json_that_does_not_parse_is_rejected_and_not_quoted(String text) {
        String record = legacy.pattern(anna, Map.of("patternData", text));
        RejectedRecord rejected = rejected(AirtableTable.PATTERNS, record);
        assertThat(rejected.recordId()).isEqualTo(record);
        assertThat(rejected.table()).isEqualTo("User Patterns");
        assertThat(rejected.field()).isEqualTo("patternData");
        assertThat(rejected.reason()).startsWith("it is no JSON").doesNotContain("walks");
    }

    @Test
    void a_missing_date_becomes_the_records_own_and_is_told() {
        String record = legacy.message(anna, Map.of("createdAt", ""));
        assertThat(message(record).createdAt())
                .isEqualTo(exported(AirtableTable.MESSAGES, record).created());
        assertThat(notes(AirtableTable.MESSAGES, record)).containsExactly("createdAt");
    }

    @Test
    void a_time_keeps_its_milliseconds() {
        assertThat(message(legacy.message(anna, Map.of())).createdAt()).isEqualTo("2024-05-01T10:00:00.250Z");
    }

    @Test
    void a_message_without_a_thread_goes_into_a_thread_of_its_own_name_and_is_told() {
        String record = legacy.message(anna, Map.of("threadId", ""));
        assertThat(message(record).thread().value()).isEqualTo("airtable/without-thread");
        assertThat(notes(AirtableTable.MESSAGES, record)).containsExactly("threadId");
    }

    @Test
    void read_and_the_other_fields_of_a_message_are_kept() {
        String record = legacy.message(
                anna,
                Map.of(
                        "read", true,
                        "messageType", "call_request",
                        "agentId", "agent-7",
                        "callRequestId", "call-9",
                        "callStatus", "done",
                        "attachments", List.of(Map.of("url", "https://example.org/a.pdf", "filename", "a.pdf"))));
        Message message = message(record);
        assertThat(message.type()).isEqualTo(MessageType.CALL_REQUEST);
        assertThat(message.attributes().findFlag("read")).contains(true);
        assertThat(message.attributes().findText("agentId")).contains("agent-7");
        assertThat(message.attributes().findText("callRequestId")).contains("call-9");
        assertThat(message.attributes().findText("callStatus")).contains("done");
        assertThat(message.attributes().findText("attachments").orElseThrow())
                .contains("a.pdf")
                .doesNotContain("http");
        assertThat(notes(AirtableTable.MESSAGES, record)).containsExactly("attachments");
    }

    @Test
    void an_empty_message_is_kept() {
        String record = legacy.message(anna, Map.of("message", ""));
        assertThat(message(record).text()).isEmpty();
        assertThat(notes(AirtableTable.MESSAGES, record)).containsExactly("message");
    }

    @Test
    void contacts_of_one_name_stay_two() {
        String one = legacy.contact(anna, Map.of("phone", "+442079460018"));
        String other = legacy.contact(anna, Map.of("phone", "+442079460019"));
        assertThat(contact(one).id()).isNotEqualTo(contact(other).id());
        assertThat(contact(one).name()).isEqualTo(contact(other).name());
    }

    @Test
    void of_two_contacts_with_one_number_both_keep_it_and_it_is_told() {
        String one = legacy.contact(anna, Map.of("phone", "+44 20 7946 0018"));
        String other = legacy.contact(anna, Map.of("name", "Johnny", "phone", "+442079460018"));
        List<Contact> both = List.of(contact(one), contact(other));
        assertThat(both)
                .filteredOn(each -> "+442079460018".equals(each.phone()))
                .hasSize(1);
        assertThat(both)
                .filteredOn(each -> each.phone() == null)
                .hasSize(1)
                .allSatisfy(
                        each -> assertThat(each.attributes().findText("phone")).contains("+442079460018"));
        assertThat(List.of(notes(AirtableTable.CONTACTS, one), notes(AirtableTable.CONTACTS, other)))
                .containsExactlyInAnyOrder(List.of(), List.of("phone"));
    }

    @Test
    void a_number_that_is_none_is_kept_as_an_attribute() {
        String record = legacy.contact(anna, Map.of("phone", "ask Mary", "email", "not yet"));
        assertThat(contact(record).phone()).isNull();
        assertThat(contact(record).attributes().findText("phone")).contains("ask Mary");
        assertThat(contact(record).attributes().findText("email")).contains("not yet");
        assertThat(notes(AirtableTable.CONTACTS, record)).containsExactlyInAnyOrder("phone", "email");
    }

    @Test
    void tags_are_read_from_a_list_and_from_a_text() {
        LegacyRecords text =
                new LegacyRecords(AirtableFixture.base(LegacyBase.schema().withTagsAsText()));
        String inText = text.contact(text.user("Ben"), Map.of("tags", "family, old friend,"));
        String inList = legacy.contact(anna, Map.of("tags", List.of("old friend", "family")));
        assertThat(contact(inList).tags()).isEqualTo(Set.of("family", "old friend"));
        assertThat(row(Objects.requireNonNull(
                        text.export(AirtableTable.CONTACTS).get(inText))))
                .isInstanceOfSatisfying(
                        OfContact.class,
                        of -> assertThat(of.contact().tags()).isEqualTo(Set.of("family", "old friend")));
    }

    @Test
    void memories_of_one_key_stay_two() {
        String one = legacy.memory(anna, Map.of("value", "the bakery"));
        String other = legacy.memory(anna, Map.of("value", "the mill"));
        assertThat(memory(one).id()).isNotEqualTo(memory(other).id());
        assertThat(memory(one).key()).isEqualTo(memory(other).key());
        assertThat(memory(one).importance()).isEqualTo(Importance.HIGH);
        assertThat(memory(one).recordedAt()).isEqualTo("2024-05-01T10:00:00Z");
    }

    @Test
    void a_record_whose_fields_are_all_empty_is_rejected_and_not_dropped() {
        String message = legacy.base.insert("Chat Messages", Map.of());
        String user = legacy.base.insert("Users", Map.of());
        assertThat(rejected(AirtableTable.MESSAGES, message).field()).isEqualTo("recordId");
        assertThat(profile(user)).isEqualTo(Profile.empty());
    }

    @Test
    void a_row_of_a_deleted_user_is_rejected() {
        String gone = legacy.user("Gone");
        String linked = legacy.message(gone, Map.of());
        legacy.base.delete("Users", gone);
        assertThat(rejected(AirtableTable.MESSAGES, linked).reason()).contains("was the user's record deleted?");
    }

    @Test
    void a_row_whose_owner_is_a_text_that_names_nobody_is_rejected() {
        LegacyRecords text =
                new LegacyRecords(AirtableFixture.base(LegacyBase.schema().withOwnersAsText()));
        String ben = text.user("Ben");
        String his = text.message(ben, Map.of("recordId", ben));
        String lost = text.message(ben, Map.of("recordId", "recDoesNotExist00"));
        Map<String, ExportedRecord> exported = text.export(AirtableTable.MESSAGES);
        assertThat(row(Objects.requireNonNull(exported.get(his))).ref().user()).isEqualTo(UserId.of(ben));
        assertThat(Objects.requireNonNull(exported.get(lost)).rejected()).isNotNull();
    }

    @Test
    void a_row_of_two_users_is_rejected() {
        String ben = legacy.user("Ben");
        String record = legacy.message(anna, Map.of("recordId", List.of(anna, ben)));
        assertThat(rejected(AirtableTable.MESSAGES, record).reason()).contains("2 users");
    }

    @ParameterizedTest
    @CsvSource({"role,narrator", "messageType,hologram"})
    void an_unknown_role_or_type_is_rejected(String field, String value) {
        String record = legacy.message(anna, Map.of(field, value));
        assertThat(rejected(AirtableTable.MESSAGES, record).field()).isEqualTo(field);
        assertThat(rejected(AirtableTable.MESSAGES, record).reason()).doesNotContain(value);
    }

    @Test
    void a_missing_type_is_told() {
        String record = legacy.message(anna, Map.of("messageType", ""));
        assertThat(message(record).type()).isEqualTo(MessageType.TEXT);
        assertThat(notes(AirtableTable.MESSAGES, record)).containsExactly("messageType");
    }

    @Test
    void a_pattern_keeps_what_its_json_says() {
        String data =
                "{\"description\":\"calls his brother\",\"frequency\":\"weekly\",\"dayOfWeek\":0,\"timeOfDay\":\"18:30\","
                        + "\"contactName\":\"John\",\"contactPhone\":\"+442079460018\",\"metadata\":{\"n\":1.50}}";
        String record = legacy.pattern(anna, Map.of("patternType", "recurring_call", "patternData", data));
        Pattern pattern = pattern(record);
        assertThat(pattern.type()).isEqualTo(PatternType.RECURRING_CONTACT);
        assertThat(pattern.description()).isEqualTo("calls his brother");
        assertThat(pattern.schedule()).isEqualTo(Schedule.weekly(Set.of(DayOfWeek.SUNDAY), LocalTime.of(18, 30)));
        assertThat(pattern.attributes().findText("contactName")).contains("John");
        assertThat(pattern.attributes().findText("contactPhone")).contains("+442079460018");
        assertThat(pattern.attributes().findText("metadata")).contains("{\"n\":1.50}");
        assertThat(pattern.updated()).isEqualTo("2024-05-02T10:00:00Z");
        assertThat(notes(AirtableTable.PATTERNS, record)).isEmpty();
    }

    @Test
    void a_schedule_that_cannot_be_read_is_kept_as_it_is() {
        String data = "{\"description\":\"walks\",\"frequency\":\"weekly\",\"dayOfWeek\":9}";
        Pattern pattern = pattern(legacy.pattern(anna, Map.of("patternData", data)));
        assertThat(pattern.schedule()).isNull();
        assertThat(pattern.attributes().findText("patternData")).contains(data);
    }

    @Test
    void a_profile_keeps_every_field() {
        String record = legacy.base.insert(
                "Users",
                Map.ofEntries(
                        Map.entry("fullName", "Ann Lee"),
                        Map.entry("nickname", "Ann"),
                        Map.entry("email", "ann@example.org"),
                        Map.entry("mobileNumber", "020 7946 0018"),
                        Map.entry("kendallName", "Max"),
                        Map.entry("selectedTraits", List.of("kind", "brief")),
                        Map.entry("useCaseChoice", "work"),
                        Map.entry("boundaryChoices", List.of("no calls")),
                        Map.entry("userContextAndRules", "Be kind."),
                        Map.entry("analyzedFileContent", "a CV"),
                        Map.entry("fileUsageInstructions", "use it"),
                        Map.entry("vapi_agent_id", "v-1"),
                        Map.entry("timeZone", "Asia/Tokyo")));
        Profile profile = profile(record);
        assertThat(profile.fullName()).isEqualTo("Ann Lee");
        assertThat(profile.nickname()).isEqualTo("Ann");
        assertThat(profile.email()).isEqualTo("ann@example.org");
        assertThat(profile.phone()).isEqualTo("020 7946 0018");
        assertThat(profile.assistantName()).isEqualTo("Max");
        assertThat(profile.traits()).containsExactly("kind", "brief");
        assertThat(profile.useCase()).isEqualTo("work");
        assertThat(profile.boundaries()).containsExactly("no calls");
        assertThat(profile.instructions()).isEqualTo("Be kind.");
        assertThat(profile.zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(profile.attributes().findText("analyzedFileContent")).contains("a CV");
        assertThat(profile.attributes().findText("fileUsageInstructions")).contains("use it");
        assertThat(profile.attributes().findText("vapi_agent_id")).contains("v-1");
        assertThat(notes(AirtableTable.USERS, record)).isEmpty();
    }

    @Test
    void an_unknown_time_zone_is_kept_and_told() {
        String record = legacy.base.insert("Users", Map.of("timeZone", "London"));
        assertThat(profile(record).zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(profile(record).attributes().findText("timeZone")).contains("London");
        assertThat(notes(AirtableTable.USERS, record)).containsExactly("timeZone");
    }

    @Test
    void a_text_that_is_too_long_is_kept_whole() {
        String name = "x".repeat(300);
        String record = legacy.contact(anna, Map.of("name", name));
        assertThat(contact(record).name()).hasSize(200);
        assertThat(contact(record).attributes().findText("name")).contains(name);
        assertThat(notes(AirtableTable.CONTACTS, record)).containsExactly("name");
    }

    @Test
    void other_names_and_computed_times_are_found_from_the_schema() {
        LegacyRecords other = new LegacyRecords(AirtableFixture.base(LegacyBase.schema()
                .withField("Users", "timeZone", "Time Zone")
                .withField("Contacts", "name", "Name")
                .withComputedTimes()
                .withField("Chat Messages", "createdAt", "timestamp")));
        String ben = other.base.insert("Users", Map.of("Time Zone", "Asia/Tokyo"));
        String john = other.contact(ben, Map.of("Name", "John", "name", ""));
        String hello = other.message(ben, Map.of("createdAt", ""));
        ExportedRecord message =
                Objects.requireNonNull(other.export(AirtableTable.MESSAGES).get(hello));
        assertThat(((OfMessage) row(message)).message().createdAt()).isEqualTo(message.created());
        assertThat(message.notes()).isEmpty();
        assertThat(row(Objects.requireNonNull(
                        other.export(AirtableTable.CONTACTS).get(john))))
                .isInstanceOf(OfContact.class);
        assertThat(((OfUser) row(Objects.requireNonNull(
                                other.export(AirtableTable.USERS).get(ben))))
                        .user()
                        .profile()
                        .zone())
                .isEqualTo(ZoneId.of("Asia/Tokyo"));
    }

    @Test
    void a_window_of_creation_gives_its_records_only() {
        String record = legacy.message(anna, Map.of());
        Instant created = exported(AirtableTable.MESSAGES, record).created();
        AirtableExport export = legacy.export();
        assertThat(LegacyRecords.list(export.read(AirtableTable.MESSAGES, created, created.plusSeconds(1))))
                .hasSize(1);
        assertThat(LegacyRecords.list(export.read(AirtableTable.MESSAGES, created.plusSeconds(1), null)))
                .isEmpty();
        assertThat(LegacyRecords.list(export.read(AirtableTable.MESSAGES, null, created)))
                .isEmpty();
        assertThat(export.find(AirtableTable.MESSAGES, List.of(record, "recDoesNotExist00")))
                .hasSize(1);
    }
}
