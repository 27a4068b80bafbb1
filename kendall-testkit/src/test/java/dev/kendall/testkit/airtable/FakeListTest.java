package dev.kendall.testkit.airtable;

import static dev.kendall.testkit.airtable.FakeApi.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.testkit.airtable.FakeApi.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FakeListTest {
    private final FakeAirtable airtable = FakeAirtable.start();
    private final MovableClock clock = new MovableClock();
    private final FakeBase base = airtable.base(
                    "appList",
                    schema -> schema.table(
                            "Chat Messages",
                            fields -> fields.text("text").number("number").singleSelect("kind", "small", "large")))
            .clock(clock);
    private final FakeApi api = new FakeApi(airtable, base);
    private List<String> ids = List.of();

    @BeforeEach
    void fill() {
        ids = base.insertAll(
                "Chat Messages",
                IntStream.range(0, 250)
                        .mapToObj(i -> Map.of("text", "m" + i, "number", i, "kind", i % 2 == 0 ? "small" : "large"))
                        .toList());
    }

    @AfterEach
    void stop() {
        airtable.close();
    }

    private Reply list(String query) {
        return api.get("Chat%20Messages?" + query);
    }

    private List<String> all(String query) {
        List<String> found = new ArrayList<>();
        Reply page = list(query);
        while (true) {
            assertThat(page.status()).isEqualTo(200);
            found.addAll(page.ids());
            if (!page.body().has("offset")) {
                return found;
            }
            page = list(query + "&offset=" + encoded(page.body().path("offset").asText()));
        }
    }

    @Test
    void comesInPagesOfAHundred() {
        Reply first = list("");
        assertThat(first.ids()).hasSize(100);
        assertThat(first.body().path("offset").asText()).matches("itr\\w{14}/rec\\w{14}");
        assertThat(all("")).hasSize(250).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(all("pageSize=100")).doesNotHaveDuplicates();
        assertThat(base.requests().count(r -> r.operation() == Operation.LIST)).isEqualTo(7);
    }

    @Test
    void refusesAPageOfMoreThanAHundred() {
        assertThat(list("pageSize=101").status()).isEqualTo(422);
        assertThat(list("pageSize=0").error()).isEqualTo("INVALID_REQUEST_UNKNOWN");
        assertThat(list("maxRecords=0").error()).isEqualTo("INVALID_REQUEST_UNKNOWN");
    }

    @Test
    void countsMaxRecordsOverAllPages() {
        assertThat(all("maxRecords=130&pageSize=50")).hasSize(130);
        assertThat(list("maxRecords=50&pageSize=50").body().has("offset")).isFalse();
    }

    @Test
    void hasNoOrderOfItsOwn() {
        assertThat(all("")).isNotEqualTo(ids);
        assertThat(all("")).isNotEqualTo(all(""));
    }

    @Test
    void isInTheOrderOfInsertionInAView() {
        assertThat(all("view=Grid%20view")).isEqualTo(ids);
        assertThat(list("view=Other").error()).isEqualTo("VIEW_NAME_NOT_FOUND");
    }

    @Test
    void isSortedWithTiesInAnyOrder() {
        List<String> byNumber = all("sort[0][field]=number&sort[0][direction]=desc");
        assertThat(byNumber).containsExactlyElementsOf(reversed(ids));
        // In the order of the options, not of their names; 125 ties each.
        List<String> byKind = all("sort%5B0%5D%5Bfield%5D=kind");
        List<String> small =
                IntStream.range(0, 125).mapToObj(i -> ids.get(2 * i)).toList();
        assertThat(byKind.subList(0, 125))
                .containsExactlyInAnyOrderElementsOf(small)
                .isNotEqualTo(small);
        assertThat(all("sort[0][field]=kind&sort[1][field]=number").subList(0, 125))
                .isEqualTo(small);
        assertThat(list("sort[0][field]=none").error()).isEqualTo("UNKNOWN_FIELD_NAME");
    }

    private static List<String> reversed(List<String> list) {
        List<String> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }

    @Test
    void showsTheFieldsThatAreAskedFor() {
        Reply two = list("fields[]=text&fields%5B%5D=kind&maxRecords=1");
        assertThat(two.body().path("records").path(0).path("fields").size()).isEqualTo(2);
        String number = base.fieldId("Chat Messages", "number");
        Reply byId = list("fields[]=" + number + "&returnFieldsByFieldId=true&maxRecords=1");
        assertThat(byId.body().path("records").path(0).path("fields").has(number))
                .isTrue();
        assertThat(list("fields[]=none").error()).isEqualTo("UNKNOWN_FIELD_NAME");
    }

    @Nested
    class IsReachedBy {
        @Test
        void anyWayOfWritingItsPath() {
            String table = base.tableId("Chat Messages");
            for (String path :
                    List.of("Chat%20Messages", "Chat%20Messages/", "Chat%20Messages?", table, table + "/?")) {
                assertThat(api.get(path).ids()).as(path).hasSize(100);
            }
        }

        @Test
        void aPlusForABlankInTheQuery() {
            base.update("Chat Messages", ids.get(3), Map.of("text", "two words"));
            assertThat(list("filterByFormula=text%3D%22two+words%22").ids()).containsExactly(ids.get(3));
            assertThat(list("filterByFormula=text%3D%22two%20words%22").ids()).containsExactly(ids.get(3));
        }

        @Test
        void aPostWhoseBodySaysItsMethodToo() {
            Reply page = api.post(
                    "Chat%20Messages/listRecords",
                    "{'method':'post','pageSize':7,'sort':[{'field':'number'}],'filterByFormula':'{number}>=5','fields':['text']}");
            assertThat(page.texts("text")).containsExactly("m5", "m6", "m7", "m8", "m9", "m10", "m11");
            Reply next = api.post(
                    "Chat%20Messages/listRecords/",
                    "{'pageSize':7,'offset':'" + page.body().path("offset").asText() + "'}");
            assertThat(next.texts("text")).startsWith("m12");
        }

        @Test
        void noUrlOfSixteenThousandCharacters() {
            String formula = "{text}=\"" + "x".repeat(16_000) + "\"";
            assertThat(api.filter("Chat%20Messages", formula).status()).isEqualTo(414);
            String body = "{\"filterByFormula\":\"{text}='" + "x".repeat(16_000) + "'\"}";
            Reply post = api.send("POST", "/v0/appList/Chat%20Messages/listRecords", body);
            assertThat(post.status()).isEqualTo(200);
        }
    }

    @Nested
    class InTheMiddle {
        private Reply first;

        @BeforeEach
        void begin() {
            first = list("sort[0][field]=number&filterByFormula=" + encoded("{number}<200"));
        }

        private Reply next() {
            return list("sort[0][field]=number&offset="
                    + encoded(first.body().path("offset").asText()));
        }

        @Test
        void keepsItsOrderAndShowsValuesOfNow() {
            List<FakeRecord> rows = base.records("Chat Messages").stream()
                    .filter(row -> row.get("number").asInt() == 100)
                    .toList();
            base.update("Chat Messages", rows.get(0).id(), Map.of("number", 999, "text", "moved"));
            base.insert("Chat Messages", Map.of("text", "new", "number", 101));
            Reply page = next();
            assertThat(page.ids().get(0)).isEqualTo(rows.get(0).id());
            assertThat(page.texts("text")).contains("moved").doesNotContain("new");
        }

        @Test
        void leavesOutWhatWasDeleted() {
            FakeRecord row = base.records("Chat Messages").stream()
                    .filter(one -> one.get("number").asInt() == 150)
                    .findFirst()
                    .orElseThrow();
            base.delete("Chat Messages", row.id());
            assertThat(next().ids()).doesNotContain(row.id());
        }

        @Test
        void givesTheSamePageTwice() {
            assertThat(next().ids()).isEqualTo(next().ids()).hasSize(100);
        }

        @Test
        void endsWhenItRestsTooLong() {
            clock.advance(Duration.ofMinutes(4));
            assertThat(next().status()).isEqualTo(200);
            clock.advance(Duration.ofMinutes(4));
            assertThat(next().status()).isEqualTo(200);
            clock.advance(Duration.ofMinutes(5));
            Reply late = next();
            assertThat(late.status()).isEqualTo(422);
            assertThat(late.response().body())
                    .isEqualTo("{\"error\":{\"type\":\"LIST_RECORDS_ITERATOR_NOT_AVAILABLE\"}}");
        }

        @Test
        void endsSoonerWhereThatIsSet() {
            base.iteratorLifetime(Duration.ofSeconds(1));
            clock.advance(Duration.ofSeconds(1));
            assertThat(next().error()).isEqualTo("LIST_RECORDS_ITERATOR_NOT_AVAILABLE");
        }

        @Test
        void endsWhenTheServerRestarts() {
            base.faults().next(Fault.restart());
            assertThat(next().error()).isEqualTo("LIST_RECORDS_ITERATOR_NOT_AVAILABLE");
            assertThat(list("").status()).isEqualTo(200);
        }

        @Test
        void endsWhenTheTestSaysSo() {
            base.expireIterators();
            assertThat(next().error()).isEqualTo("LIST_RECORDS_ITERATOR_NOT_AVAILABLE");
        }

        @Test
        void endsWhenTooManyOthersAreUsedAfterIt() {
            for (int i = 0; i < 150; i++) {
                list("pageSize=1");
            }
            assertThat(next().status()).isEqualTo(200);
            for (int i = 0; i < 199; i++) {
                list("pageSize=1");
            }
            assertThat(next().status()).isEqualTo(200);
            for (int i = 0; i < 200; i++) {
                list("pageSize=1");
            }
            assertThat(next().error()).isEqualTo("LIST_RECORDS_ITERATOR_NOT_AVAILABLE");
        }

        @Test
        void isNotFoundByAnInventedOffset() {
            assertThat(list("offset=17").error()).isEqualTo("INVALID_OFFSET_VALUE");
            assertThat(list("offset=itr00000000000000/rec00000000000000").error())
                    .isEqualTo("LIST_RECORDS_ITERATOR_NOT_AVAILABLE");
        }
    }

    @Test
    void takesAFormulaOverManyRowsQuickly() {
        assertThat(new HashSet<>(all("filterByFormula=" + encoded("AND({kind}='small',{number}<20)"))))
                .hasSize(10);
    }
}
