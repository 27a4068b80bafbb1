package dev.kendall.testkit.airtable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.testkit.airtable.FakeApi.Reply;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FakeWritesTest {
    private static final String NOWHERE = "recAAAAAAAAAAAAAA";

    private final FakeAirtable airtable = FakeAirtable.start();
    private final FakeBase base = airtable.base(
            "appWrites",
            schema -> schema.table(
                            "People",
                            fields -> fields.text("key")
                                    .text("name")
                                    .number("age")
                                    .checkbox("checked")
                                    .richText("rich")
                                    .createdTime("made")
                                    .link("friends", "Friends", "of"))
                    .table("Friends", fields -> fields.text("name")));
    private final FakeApi api = new FakeApi(airtable, base);

    @AfterEach
    void stop() {
        airtable.close();
    }

    private String insert(String key, String name) {
        return base.insert("People", Map.of("key", key, "name", name));
    }

    private FakeRecord row(String id) {
        return base.findRecord("People", id).orElseThrow();
    }

    private static String records(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{'fields':{'key':'k" + i + "'}}")
                .collect(Collectors.joining(",", "{'records':[", "]}"));
    }

    @Nested
    class Create {
        @Test
        void makesOneRowOrUpToTen() {
            Reply one = api.post("People", "{'fields':{'name':'Ann'}}");
            assertThat(one.id()).matches("rec\\w{14}");
            assertThat(one.field("name").asText()).isEqualTo("Ann");
            Reply ten = api.post("People/", records(10));
            assertThat(ten.ids()).hasSize(10).doesNotHaveDuplicates();
            assertThat(ten.texts("key")).startsWith("k0", "k1").endsWith("k9");
            assertThat(base.count("People")).isEqualTo(11);
        }

        @Test
        void refusesElevenRows() {
            Reply refused = api.post("People", records(11));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.error()).isEqualTo("INVALID_RECORDS");
            assertThat(refused.body().path("error").path("message").asText()).contains("a maximum of 10");
            assertThat(base.count("People")).isZero();
        }

        @Test
        void makesAllRowsOrNone() {
            Reply refused =
                    api.post("People", "{'records':[{'fields':{'name':'Ann'}},{'fields':{'name':'Bob','age':'old'}}]}");
            assertThat(refused.error()).isEqualTo("INVALID_VALUE_FOR_COLUMN");
            assertThat(base.count("People")).isZero();
        }

        @Test
        void isNotIdempotent() {
            api.post("People", "{'fields':{'name':'Ann'}}");
            api.post("People", "{'fields':{'name':'Ann'}}");
            assertThat(base.count("People")).isEqualTo(2);
        }

        @Test
        void takesAndGivesIdsOfFields() {
            String name = base.fieldId("People", "name");
            Reply made =
                    api.post(base.tableId("People"), "{'returnFieldsByFieldId':true,'fields':{'" + name + "':'Ann'}}");
            assertThat(made.field(name).asText()).isEqualTo("Ann");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"", "{}", "[]", "{'records':[]}", "{'records':[{}]}", "{'fields':1}", "{'fields':{}", "none"
                })
        void refusesABodyOfAnotherForm(String body) {
            Reply refused = api.post("People", body);
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.error()).startsWith("INVALID_REQUEST");
        }

        @Test
        void refusesAFieldThatIsNotThere() {
            Reply refused = api.post("People", "{'fields':{'nome':'Ann'}}");
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.error()).isEqualTo("UNKNOWN_FIELD_NAME");
            assertThat(refused.body().path("error").path("message").asText()).isEqualTo("Unknown field name: \"nome\"");
        }

        @Test
        void refusesMoreRowsThanThePlanHas() {
            base.recordLimit(2);
            insert("a", "Ann");
            assertThat(api.post("People", records(2)).status()).isEqualTo(422);
            assertThat(api.post("People", records(1)).status()).isEqualTo(200);
            assertThat(base.count("People")).isEqualTo(2);
        }
    }

    @Nested
    class Update {
        private final String ann = insert("a", "Ann");
        private final String bob = insert("b", "Bob");

        @Test
        void byPatchKeepsWhatIsNotNamed() {
            Reply one = api.patch("People/" + ann, "{'fields':{'age':7}}");
            assertThat(one.field("name").asText()).isEqualTo("Ann");
            assertThat(one.field("age").asInt()).isEqualTo(7);
        }

        @Test
        void byPutClearsWhatIsNotNamed() {
            Reply one = api.put("People/" + ann, "{'fields':{'age':7}}");
            assertThat(one.field("name").isMissingNode()).isTrue();
            assertThat(one.field("made").isMissingNode()).isFalse();
            Reply two = api.put("People", "{'records':[{'id':'" + bob + "','fields':{'age':8}}]}");
            assertThat(two.body().path("records").path(0).path("fields").has("key"))
                    .isFalse();
        }

        @Test
        void byNullClears() {
            api.patch("People/" + ann, "{'fields':{'name':null,'rich':'text'}}");
            assertThat(row(ann).get("name").isMissingNode()).isTrue();
            // But not a rich text, which keeps a line feed.
            api.patch("People/" + ann, "{'fields':{'rich':null}}");
            assertThat(row(ann).text("rich")).isEqualTo("\n");
        }

        @Test
        void ofABatchIsAllOrNothing() {
            Reply refused = api.patch(
                    "People",
                    "{'records':[{'id':'" + ann + "','fields':{'name':'Eve'}},{'id':'" + NOWHERE + "','fields':{}}]}");
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.error()).isEqualTo("ROW_DOES_NOT_EXIST");
            assertThat(row(ann).text("name")).isEqualTo("Ann");
        }

        @Test
        void refusesOneRowTwice() {
            String same = "{'id':'" + ann + "','fields':{}}";
            assertThat(api.patch("People", "{'records':[" + same + "," + same + "]}")
                            .status())
                    .isEqualTo(422);
        }

        @Test
        void findsNoRowThatIsNotThere() {
            assertThat(api.patch("People/" + NOWHERE, "{'fields':{}}").error()).isEqualTo("MODEL_ID_NOT_FOUND");
            assertThat(api.put("People/" + NOWHERE, "{'fields':{}}").status()).isEqualTo(404);
            assertThat(api.patch("People", "{'records':[{'fields':{}}]}").status())
                    .isEqualTo(422);
        }
    }

    @Nested
    class Delete {
        private final List<String> ids = List.of(insert("a", "Ann"), insert("b", "Bob"), insert("c", "Cid"));

        @Test
        void takesOneRow() {
            Reply gone = api.delete("People/" + ids.get(0));
            assertThat(gone.body().path("deleted").asBoolean()).isTrue();
            assertThat(gone.id()).isEqualTo(ids.get(0));
            assertThat(api.get("People/" + ids.get(0)).status()).isEqualTo(404);
            assertThat(api.delete("People/" + ids.get(0)).error()).isEqualTo("MODEL_ID_NOT_FOUND");
        }

        @Test
        void takesUpToTenRows() {
            Reply gone = api.delete("People?records[]=" + ids.get(0) + "&records%5B%5D=" + ids.get(2));
            assertThat(gone.ids()).containsExactly(ids.get(0), ids.get(2));
            assertThat(gone.body().path("records").path(1).path("deleted").asBoolean())
                    .isTrue();
            assertThat(base.records("People")).extracting(FakeRecord::id).containsExactly(ids.get(1));
        }

        @Test
        void isAllOrNothing() {
            Reply refused = api.delete("People?records[]=" + ids.get(0) + "&records[]=" + NOWHERE);
            assertThat(refused.error()).isEqualTo("ROW_DOES_NOT_EXIST");
            assertThat(base.count("People")).isEqualTo(3);
            String eleven =
                    IntStream.range(0, 11).mapToObj(i -> "records[]=" + NOWHERE).collect(Collectors.joining("&"));
            assertThat(api.delete("People?" + eleven).error()).isEqualTo("INVALID_RECORDS");
            assertThat(api.delete("People").status()).isEqualTo(422);
        }
    }

    @Nested
    class UpsertByFields {
        private static final String BY_KEY = "'performUpsert':{'fieldsToMergeOn':['key']}";

        @Test
        void makesWhatNothingMatchesAndChangesWhatOneMatches() {
            String ann = insert("a", "Ann");
            Reply done = api.patch(
                    "People",
                    "{" + BY_KEY + ",'records':[{'fields':{'key':'a','age':3}},{'fields':{'key':'b','name':'Bob'}}]}");
            assertThat(done.status()).isEqualTo(200);
            String bob = done.ids().get(1);
            assertThat(done.body().path("updatedRecords").toString()).isEqualTo("[\"" + ann + "\"]");
            assertThat(done.body().path("createdRecords").toString()).isEqualTo("[\"" + bob + "\"]");
            assertThat(done.ids()).containsExactly(ann, bob);
            assertThat(row(ann).text("name")).isEqualTo("Ann");
            // Again: the same rows.
            Reply again = api.patch("People", "{" + BY_KEY + ",'records':[{'fields':{'key':'b','name':'Bob'}}]}");
            assertThat(again.body().path("createdRecords").isEmpty()).isTrue();
            assertThat(again.ids()).containsExactly(bob);
            assertThat(base.count("People")).isEqualTo(2);
        }

        @Test
        void failsAsAWholeWhenSeveralRowsMatch() {
            insert("a", "Ann");
            insert("a", "Amy");
            Reply refused = api.patch(
                    "People", "{" + BY_KEY + ",'records':[{'fields':{'key':'b'}},{'fields':{'key':'a','age':3}}]}");
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.body().path("error").path("message").asText()).contains("more than one record");
            assertThat(base.count("People")).isEqualTo(2);
        }

        @Test
        void byPutClearsWhatIsNotNamed() {
            String ann = insert("a", "Ann");
            api.put("People", "{" + BY_KEY + ",'records':[{'fields':{'key':'a'}}]}");
            assertThat(row(ann).get("name").isMissingNode()).isTrue();
        }

        @Test
        void looksAtAllFieldsThatItNames() {
            String ann = insert("a", "Ann");
            insert("a", "Amy");
            Reply done = api.patch(
                    "People",
                    "{'performUpsert':{'fieldsToMergeOn':['key','" + base.fieldId("People", "name")
                            + "']},'records':[{'fields':{'key':'a','name':'Ann','age':1}}]}");
            assertThat(done.body().path("updatedRecords").path(0).asText()).isEqualTo(ann);
        }

        @Test
        void takesRowsByTheirIdsBesides() {
            String ann = insert("a", "Ann");
            Reply done = api.patch(
                    "People",
                    "{" + BY_KEY + ",'records':[{'id':'" + ann + "','fields':{'key':'z'}},{'fields':{'key':'b'}}]}");
            assertThat(done.status()).isEqualTo(200);
            assertThat(row(ann).text("key")).isEqualTo("z");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"[]", "['key','name','age','checked']", "['checked']", "['made']", "['friends']", "'key'"})
        void mergesOnOneToThreeFieldsThatCanBeCompared(String fields) {
            Reply refused = api.patch(
                    "People",
                    "{'performUpsert':{'fieldsToMergeOn':" + fields + "},'records':[{'fields':{'key':'a'}}]}");
            assertThat(refused.status()).isEqualTo(422);
        }

        @Test
        void needsAValueForThemAndEachOnce() {
            assertThat(api.patch("People", "{" + BY_KEY + ",'records':[{'fields':{'name':'a'}}]}")
                            .status())
                    .isEqualTo(422);
            assertThat(api.patch("People", "{" + BY_KEY + ",'records':[{'fields':{'key':'a'}},{'fields':{'key':'a'}}]}")
                            .status())
                    .isEqualTo(422);
            assertThat(base.count("People")).isZero();
        }
    }
}
