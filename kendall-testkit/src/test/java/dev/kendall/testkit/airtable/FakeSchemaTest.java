package dev.kendall.testkit.airtable;

import static dev.kendall.testkit.airtable.FakeApi.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kendall.testkit.airtable.FakeApi.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FakeSchemaTest {
    private final FakeAirtable airtable = FakeAirtable.start();
    private final FakeBase base = airtable.base(
            "appSchema",
            schema -> schema.table(
                            "Messages",
                            fields -> fields.text("text").link("owner", "Users").singleSelect("role", "user"))
                    .table("Users", fields -> fields.text("name")));
    private final FakeApi api = new FakeApi(airtable, base);

    @AfterEach
    void stop() {
        airtable.close();
    }

    private Reply meta(String method, String path, String body) {
        return api.send(method, "/v0/meta/bases" + path, json(body));
    }

    private JsonNode table(int place) {
        return meta("GET", "/appSchema/tables", "").body().path("tables").path(place);
    }

    private static List<String> names(JsonNode table) {
        List<String> names = new ArrayList<>();
        table.path("fields").forEach(field -> names.add(field.path("name").asText()));
        return names;
    }

    @Test
    void isServed() {
        assertThat(meta("GET", "", "").body().toString())
                .isEqualTo(json("{'bases':[{'id':'appSchema','name':'appSchema','permissionLevel':'create'}]}"));
        JsonNode messages = table(0);
        assertThat(messages.path("id").asText()).isEqualTo(base.tableId("Messages"));
        assertThat(messages.path("primaryFieldId").asText()).isEqualTo(base.fieldId("Messages", "text"));
        assertThat(names(messages)).containsExactly("text", "owner", "role");
        assertThat(messages.path("fields")
                        .path(2)
                        .path("options")
                        .path("choices")
                        .path(0)
                        .path("name")
                        .asText())
                .isEqualTo("user");
        // The other side of the link has the linking table's name.
        assertThat(names(table(1))).containsExactly("name", "Messages");
        JsonNode link = messages.path("fields").path(1).path("options");
        assertThat(link.path("linkedTableId").asText()).isEqualTo(base.tableId("Users"));
        assertThat(link.path("inverseLinkFieldId").asText()).isEqualTo(base.fieldId("Users", "Messages"));
        assertThat(meta("GET", "/appNone/tables", "").status()).isEqualTo(403);
    }

    @Test
    void growsByTables() {
        Reply made = meta(
                "POST",
                "/appSchema/tables",
                "{'name':'Notes','fields':[{'name':'text','type':'multilineText'},{'name':'done','type':'checkbox',"
                        + "'options':{'icon':'check','color':'greenBright'}},{'name':'by','type':'multipleRecordLinks',"
                        + "'options':{'linkedTableId':'" + base.tableId("Users") + "'}}]}");
        assertThat(made.status()).isEqualTo(200);
        assertThat(names(made.body())).containsExactly("text", "done", "by");
        assertThat(api.post("Notes", "{'fields':{'text':'a','done':true}}").status())
                .isEqualTo(200);
        assertThat(names(table(1))).contains("Notes");
        assertThat(meta("POST", "/appSchema/tables", "{'name':'Notes','fields':[]}")
                        .error())
                .isEqualTo("DUPLICATE_TABLE_NAME");
    }

    @Test
    void growsByFields() {
        String path = "/appSchema/tables/" + base.tableId("Users") + "/fields";
        Reply made = meta("POST", path, "{'name':'kendallId','type':'singleLineText'}");
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.id()).isEqualTo(base.fieldId("Users", "kendallId"));
        assertThat(meta("POST", path, "{'name':'kendallId','type':'singleLineText'}")
                        .error())
                .isEqualTo("DUPLICATE_OR_EMPTY_FIELD_NAME");
        assertThat(meta("POST", "/appSchema/tables/tblNone/fields", "{}").status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'name':'a','type':'formula','options':{'formula':'1'}} | UNSUPPORTED_FIELD_TYPE_FOR_CREATE",
                "{'name':'a','type':'createdTime'}                       | UNSUPPORTED_FIELD_TYPE_FOR_CREATE",
                "{'name':'a','type':'number'}                            | INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE",
                "{'name':'a','type':'dateTime','options':{'timeZone':'utc'}} | INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE",
                "{'name':'a','type':'none'}                              | INVALID_REQUEST_UNKNOWN",
                "{'name':'','type':'email'}                              | DUPLICATE_OR_EMPTY_FIELD_NAME"
            })
    void takesNoFieldThatCannotBeMade(String field, String error) {
        Reply refused = meta("POST", "/appSchema/tables/" + base.tableId("Users") + "/fields", field);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.error()).isEqualTo(error);
        Reply whole = meta(
                "POST", "/appSchema/tables", "{'name':'New','fields':[{'name':'n','type':'email'}," + field + "]}");
        assertThat(whole.error()).isEqualTo(error);
        assertThat(api.get("New").status()).isEqualTo(404);
    }

    @Test
    void keepsItsIdsWhenNamesChange() {
        String users = base.tableId("Users");
        String name = base.fieldId("Users", "name");
        String ann = base.insert("Users", Map.of("name", "Ann"));
        base.renameField("Users", "name", "Full Name").renameTable("Users", "People");
        assertThat(api.get("Users").error()).isEqualTo("TABLE_NOT_FOUND");
        assertThat(api.get(users + "?fields[]=" + name).texts("Full Name")).containsExactly("Ann");
        assertThat(api.filter(users, "{" + name + "}='Ann'").ids()).containsExactly(ann);
        assertThat(api.filter("People", "{name}='Ann'").error()).isEqualTo("INVALID_FILTER_BY_FORMULA");
        Reply renamed = meta("PATCH", "/appSchema/tables/" + users + "/fields/" + name, "{'name':'name'}");
        assertThat(renamed.body().path("name").asText()).isEqualTo("name");
        assertThat(meta("PATCH", "/appSchema/tables/" + users, "{'name':'Users'}")
                        .status())
                .isEqualTo(200);
        assertThat(base.records("Users").get(0).text("name")).isEqualTo("Ann");
    }

    @Test
    void ofTheLegacyBaseHasItsTables() {
        FakeBase legacy = airtable.legacyBase("appLegacy");
        String user = legacy.insert("Users", Map.of("fullName", "Ann", "selectedTraits", List.of("kind")));
        legacy.insert(
                "Chat Messages", Map.of("recordId", List.of(user), "message", "Hi", "role", "user", "read", true));
        legacy.insert("Contacts", Map.of("recordId", List.of(user), "name", "John", "tags", List.of("work")));
        legacy.insert("User Patterns", Map.of("recordId", List.of(user), "patternType", "behavior", "confidence", 0));
        legacy.insert("User Memory", Map.of("recordId", List.of(user), "memoryType", "fact", "key", "k", "value", "v"));
        FakeRecord ann = legacy.records("Users").get(0);
        for (String table : List.of("Chat Messages", "Contacts", "User Patterns", "User Memory")) {
            assertThat(ann.texts(table)).as(table).hasSize(1);
        }
        assertThat(legacy.records("User Patterns").get(0).get("confidence").asInt(-1))
                .isZero();
        assertThat(new FakeApi(airtable, legacy)
                        .filter("Chat%20Messages", "{recordId}='Ann'")
                        .texts("message"))
                .containsExactly("Hi");
    }

    @Test
    void ofTheLegacyBaseVaries() {
        FakeBase legacy = airtable.base(
                "appVaried",
                LegacyBase.schema()
                        .withOwnersAsText()
                        .withComputedTimes()
                        .withTagsAsText()
                        .withField("Chat Messages", "createdAt", "timestamp")
                        .withTable("Contacts", "People"));
        String user = legacy.insert("Users", Map.of("fullName", "Ann"));
        legacy.insert("Chat Messages", Map.of("recordId", user, "message", "Hi"));
        legacy.insert("People", Map.of("recordId", user, "tags", "work,home"));
        assertThat(legacy.records("Chat Messages").get(0).text("timestamp")).endsWith(".000Z");
        assertThat(legacy.records("People").get(0).text("tags")).isEqualTo("work,home");
        assertThat(legacy.records("Users").get(0).fields().has("Contacts")).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> legacy.insert("Chat Messages", Map.of("timestamp", "2026-01-01")));
    }

    @Test
    void isRefusedWhenItContradictsItself() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> airtable.base("appA", schema -> schema.table("T", fields -> {})));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> airtable.base(
                        "appA",
                        schema -> schema.table("T", fields -> fields.text("a").link("b", "None"))));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        airtable.base("appA", schema -> schema.table("T", fields -> fields.formula("a", "{b}"))));
        assertThatIllegalArgumentException().isThrownBy(() -> airtable.legacyBase("appSchema"));
        assertThatIllegalArgumentException().isThrownBy(() -> airtable.legacyBase("legacy"));
    }

    @Test
    void takesFiftyThousandRowsAtOnce() {
        FakeBase legacy = airtable.legacyBase("appLarge");
        String user = legacy.insert("Users", Map.of("fullName", "Ann"));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            rows.add(Map.of(
                    "recordId", List.of(user), "message", "message " + i, "role", "user", "threadId", "t" + i % 100));
        }
        long begin = System.nanoTime();
        legacy.insertAll("Chat Messages", rows);
        long inserted = System.nanoTime();
        Reply page = new FakeApi(airtable, legacy).filter("Chat%20Messages", "AND({threadId}='t7',{role}='user')");
        long listed = System.nanoTime();
        assertThat(page.ids()).hasSize(100);
        assertThat(legacy.count("Chat Messages")).isEqualTo(50_000);
        assertThat(legacy.findRecord("Users", user).orElseThrow().texts("Chat Messages"))
                .hasSize(50_000);
        // So long only where something became quadratic.
        assertThat(Duration.ofNanos(inserted - begin)).isLessThan(Duration.ofSeconds(20));
        assertThat(Duration.ofNanos(listed - inserted)).isLessThan(Duration.ofSeconds(10));
    }
}
