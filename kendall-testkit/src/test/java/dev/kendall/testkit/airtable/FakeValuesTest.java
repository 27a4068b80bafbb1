package dev.kendall.testkit.airtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kendall.testkit.airtable.FakeApi.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FakeValuesTest {
    private final FakeAirtable airtable = FakeAirtable.start();
    private final MovableClock clock = new MovableClock();
    private final FakeBase base = airtable.base(
                    "appValues",
                    schema -> schema.table(
                            "Things",
                            fields -> fields.text("name")
                                    .longText("long")
                                    .richText("rich")
                                    .email("email")
                                    .phone("phone")
                                    .url("url")
                                    .number("number")
                                    .percent("percent")
                                    .checkbox("checked")
                                    .singleSelect("one", "red", "green")
                                    .multiSelect("many", "red", "green")
                                    .date("date")
                                    .dateTime("moment")
                                    .attachments("files")
                                    .createdTime("made")
                                    .lastModifiedTime("changed")
                                    .autoNumber("place")
                                    .formula("half", "{number} / {percent}")
                                    .formula("broken", "VALUE({name})")))
            .clock(clock);
    private final FakeApi api = new FakeApi(airtable, base);

    @AfterEach
    void stop() {
        airtable.close();
    }

    private Reply create(String fields) {
        return api.post("Things", "{'fields':" + fields + "}");
    }

    private String saved(String field, String value) {
        Reply made = create("{'" + field + "':" + value + "}");
        assertThat(made.status()).as(made.body().toString()).isEqualTo(200);
        Reply read = api.get("Things/" + made.id());
        assertThat(read.body()).isEqualTo(made.body());
        return read.field(field).toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name    | 'a \\n b'",
                "long    | 'line\\nline'",
                "email   | 'a@b.example'",
                "phone   | '+1 555 0100'",
                "url     | 'https://a.example'",
                "number  | 0",
                "number  | -1.25",
                "number  | 1234567890123",
                "percent | 0.5",
                "checked | true",
                "one     | 'red'",
                "many    | ['green','red']",
                "date    | '2026-02-28'",
                "moment  | '2026-02-28T23:59:59.123Z'"
            },
            quoteCharacter = '`')
    void comeBackAsTheyWere(String field, String value) {
        assertThat(saved(field, value)).isEqualTo(FakeApi.json(value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "moment | '2026-02-28T23:59:59Z'             | '2026-02-28T23:59:59.000Z'",
                "moment | '2026-02-28T23:59:59.123456+02:00' | '2026-02-28T21:59:59.123Z'",
                "moment | '2026-02-28'                       | '2026-02-28T00:00:00.000Z'",
                "many   | ['red','red']                      | ['red']",
                "number | 3.0                                | 3"
            },
            quoteCharacter = '`')
    void comeBackInOneForm(String field, String value, String read) {
        assertThat(saved(field, value)).isEqualTo(FakeApi.json(read));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'plain'               | 'plain\\n'",
                "'end  \\r\\nnext\\n\\n' | 'end\\nnext\\n'",
                "'* one\\n+ two'       | '- one\\n- two\\n'",
                "'*it* and __bold__'   | '_it_ and **bold**\\n'",
                "'**bold** stays'      | '**bold** stays\\n'",
                "''                    | '\\n'",
                "null                  | '\\n'"
            },
            quoteCharacter = '`')
    void ofRichTextAreRewritten(String value, String read) {
        assertThat(saved("rich", value)).isEqualTo(FakeApi.json(read));
    }

    @Test
    void thatAreEmptyAreLeftOut() {
        Reply made = create(
                "{'name':'','long':null,'checked':false,'many':[],'files':[],'number':0,'one':null,'moment':null}");
        assertThat(made.body().path("fields").properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("number", "made", "changed", "place", "half");
        assertThat(create("{}").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name':1}",
                "{'name':['a']}",
                "{'number':'1'}",
                "{'checked':'true'}",
                "{'checked':1}",
                "{'many':'red'}",
                "{'one':3}",
                "{'date':'soon'}",
                "{'moment':1767225600}",
                "{'files':'https://a.example'}"
            })
    void ofAnotherTypeAreRefused(String fields) {
        Reply refused = create(fields);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.error()).isEqualTo("INVALID_VALUE_FOR_COLUMN");
        assertThat(refused.body().path("error").path("message").asText()).contains("cannot accept the provided value");
        assertThat(base.count("Things")).isZero();
    }

    @Test
    void ofAnotherTypeAreConvertedWithTypecast() {
        Reply made = api.post(
                "Things",
                "{'typecast':true,'fields':{'name':7,'number':'1,234.5','checked':'true','one':'blue','many':'red, blue'}}");
        assertThat(made.field("name").asText()).isEqualTo("7");
        assertThat(made.field("number").asDouble()).isEqualTo(1234.5);
        assertThat(made.field("checked").asBoolean()).isTrue();
        assertThat(made.field("many").toString()).isEqualTo("[\"red\",\"blue\"]");
        // The option is there from now on, for everybody.
        assertThat(create("{'one':'blue','many':['blue']}").status()).isEqualTo(200);
        assertThat(create("{'one':'pink'}").error()).isEqualTo("INVALID_MULTIPLE_CHOICE_OPTIONS");
        assertThat(create("{'many':['pink']}").error()).isEqualTo("INVALID_MULTIPLE_CHOICE_OPTIONS");
    }

    @Test
    void optionsOfARefusedBatchDoNotComeIntoBeing() {
        Reply refused = api.post(
                "Things", "{'typecast':true,'records':[{'fields':{'one':'blue'}},{'fields':{'number':'no number'}}]}");
        assertThat(refused.error()).isEqualTo("INVALID_VALUE_FOR_COLUMN");
        assertThat(create("{'one':'blue'}").error()).isEqualTo("INVALID_MULTIPLE_CHOICE_OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"made", "changed", "place", "half"})
    void thatAreComputedCannotBeWritten(String field) {
        Reply refused = create("{'" + field + "':null}");
        assertThat(refused.error()).isEqualTo("INVALID_VALUE_FOR_COLUMN");
        assertThat(refused.body().path("error").path("message").asText()).contains("the field is computed");
    }

    @Test
    void ofTimesAreWholeSeconds() {
        Reply made = create("{'name':'a'}");
        assertThat(made.body().path("createdTime").asText()).isEqualTo("2026-03-01T10:00:00.000Z");
        assertThat(made.field("made").asText()).isEqualTo("2026-03-01T10:00:00.000Z");
        clock.advance(Duration.ofMillis(1_500));
        Reply same = api.patch("Things/" + made.id(), "{'fields':{'name':'a'}}");
        assertThat(same.field("changed").asText()).isEqualTo("2026-03-01T10:00:00.000Z");
        Reply changed = api.patch("Things/" + made.id(), "{'fields':{'name':'b'}}");
        assertThat(changed.field("changed").asText()).isEqualTo("2026-03-01T10:00:02.000Z");
        assertThat(changed.field("made").asText()).isEqualTo("2026-03-01T10:00:00.000Z");
        assertThat(base.findRecord("Things", made.id()).orElseThrow().createdTime())
                .isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
    }

    @Test
    void ofFormulasThatFailAreMarked() {
        Reply made = create("{'name':'no number','number':0,'percent':0}");
        assertThat(made.field("broken").toString()).isEqualTo("{\"error\":\"#ERROR!\"}");
        assertThat(made.field("half").toString()).isEqualTo("{\"specialValue\":\"NaN\"}");
        assertThat(create("{'number':1,'percent':0.5}").field("half").toString())
                .isEqualTo("2");
    }

    @Test
    void ofTextEndAtAHundredThousandCharacters() {
        String longest = "x".repeat(100_000);
        assertThat(create("{'long':'" + longest + "'}").status()).isEqualTo(200);
        assertThat(create("{'long':'" + longest + "x'}").error()).isEqualTo("INVALID_VALUE_FOR_COLUMN");
        base.longestText(5);
        assertThat(create("{'long':'123456'}").error()).isEqualTo("INVALID_VALUE_FOR_COLUMN");
    }

    @Test
    void ofAttachmentsHaveUrlsThatDieAfterTwoHours() throws IOException, InterruptedException {
        Reply made = create(
                "{'files':[{'url':'https://a.example/b/photo.jpg?x=1'},{'url':'https://a.example','filename':'n o.txt'}]}");
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.field("files").findValuesAsText("filename")).containsExactly("photo.jpg", "n o.txt");
        String url = made.field("files").path(1).path("url").asText();
        assertThat(status(url)).isEqualTo(200);
        clock.advance(Duration.ofHours(2));
        assertThat(status(url)).isEqualTo(410);
        Reply again = api.get("Things/" + made.id());
        assertThat(status(again.field("files").path(1).path("url").asText())).isEqualTo(200);
        // One is kept by its id, the other goes.
        String kept = made.field("files").path(0).path("id").asText();
        Reply one = api.patch("Things/" + made.id(), "{'fields':{'files':[{'id':'" + kept + "'}]}}");
        assertThat(one.field("files").findValuesAsText("id")).containsExactly(kept);
    }

    private static int status(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void ofTheTestItselfAreCheckedToo() {
        String id = base.insert(
                "Things", Map.of("moment", Instant.parse("2026-01-01T00:00:00.5Z"), "many", List.of("new")));
        FakeRecord row = base.findRecord("Things", id).orElseThrow();
        assertThat(row.text("moment")).isEqualTo("2026-01-01T00:00:00.500Z");
        assertThat(row.texts("many")).containsExactly("new");
        assertThat(row.get("name").isMissingNode()).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> base.insert("Things", Map.of("none", 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> base.insert("None", Map.of()));
    }
}
