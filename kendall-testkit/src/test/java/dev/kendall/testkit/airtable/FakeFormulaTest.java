package dev.kendall.testkit.airtable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.testkit.airtable.FakeApi.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Formulas over three rows: Ann, who has everything, Bob O'Neil, who has zeros, and one that has nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FakeFormulaTest {
    private final FakeAirtable airtable = FakeAirtable.start();
    private final MovableClock clock = new MovableClock();
    private final FakeBase base = airtable.base(
                    "appFormula",
                    schema -> schema.table(
                            "People",
                            fields -> fields.text("name")
                                    .text("Full Name")
                                    .number("age")
                                    .checkbox("read")
                                    .dateTime("at")
                                    .multiSelect("tags")
                                    .text("raw")))
            .clock(clock);
    private final FakeApi api = new FakeApi(airtable, base);
    private final String ann = base.insert(
            "People",
            Map.of(
                    "name",
                    "Ann",
                    "Full Name",
                    " Ann Lee ",
                    "age",
                    30,
                    "read",
                    true,
                    "at",
                    "2026-02-01T12:00:00.500Z",
                    "tags",
                    List.of("kind", "brief")));
    private final String bob =
            base.insert("People", Map.of("name", "Bob O'Neil", "age", 0, "at", "2026-01-01T00:00:00Z"));
    private final String none = base.insert("People", Map.of("raw", "back\\slash \"quoted\"\nnext\ttab"));

    @AfterAll
    void stop() {
        airtable.close();
    }

    private String matching(String formula) {
        Reply reply = api.filter("People", formula);
        assertThat(reply.status()).as(formula + " " + reply.body()).isEqualTo(200);
        StringBuilder names = new StringBuilder();
        for (String id : List.of(ann, bob, none)) {
            if (reply.ids().contains(id)) {
                names.append(id.equals(ann) ? "A" : id.equals(bob) ? "B" : "N");
            }
        }
        return names.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            emptyValue = "",
            nullValues = "-",
            value = {
                "{name} = 'Ann'                                        | A",
                "name=\"Ann\"                                          | A",
                "{name} = 'ann'                                        | -",
                "{name} != 'Ann'                                       | BN",
                "{name} = 'Bob O\\'Neil'                               | B",
                "{name} = ''                                           | N",
                "{name} = BLANK()                                      | N",
                "{name}                                                | AB",
                "NOT({name})                                           | N",
                "{age} = 0                                             | BN",
                "{age} & '' = '0'                                      | B",
                "{age}                                                 | A",
                "{age} > 5                                             | A",
                "{age} >= 30                                           | A",
                "{age} < 30                                            | BN",
                "{age} <= -1 + 1                                       | BN",
                "{age} = 10 * 3                                        | A",
                "{age} / 2 = 15                                        | A",
                "1 / {age}                                             | ABN",
                "0 / {age}                                             | -",
                "{age} = '30'                                          | -",
                "VALUE('30') = {age}                                   | A",
                "VALUE({name}) = 1                                     | -",
                "NOT(VALUE({name}))                                    | N",
                "{read}                                                | A",
                "{read} = 1                                            | A",
                "{read} = TRUE()                                       | A",
                "{read} = FALSE()                                      | BN",
                "TRUE()                                                | ABN",
                "FALSE()                                               | -",
                "0                                                     | -",
                "''                                                    | -",
                "AND({name}, {age})                                    | A",
                "OR({age} > 5, {name} = '')                            | AN",
                "OR(VALUE('x'), TRUE())                                | -",
                "and({name}, not({age}))                               | B",
                "IF({age}, {name} = 'Ann', {name})                     | AB",
                "IF({age} > 1, 'yes')                                  | A",
                "{name} & '-' & {age} = 'Ann-30'                       | A",
                "CONCATENATE({name}, '!') = 'Ann!'                     | A",
                "FIND('nn', {name})                                    | A",
                "FIND('nn', {name}) = 2                                | A",
                "FIND('NN', {name})                                    | -",
                "FIND('n', {name}, 3) = 3                              | A",
                "SEARCH('NN', {name})                                  | A",
                "SEARCH('x', {name}) = BLANK()                         | ABN",
                "LOWER({name}) = 'ann'                                 | A",
                "UPPER({name}) = 'ANN'                                 | A",
                "TRIM({Full Name}) = 'Ann Lee'                         | A",
                "LEN({name}) = 3                                       | A",
                "LEN({name}) = 0                                       | N",
                "EXACT({name}, 'Ann')                                  | A",
                "{tags} = 'kind, brief'                                | A",
                "FIND('brief', {tags})                                 | A",
                "IS_AFTER({at}, DATETIME_PARSE('2026-01-15T00:00:00Z')) | A",
                "IS_AFTER({at}, '2026-01-15')                          | A",
                "IS_BEFORE({at}, DATETIME_PARSE('2026-02-01T12:00:00.500Z')) | B",
                "IS_BEFORE({at}, DATETIME_PARSE('2026-02-01T12:00:00.501Z')) | AB",
                "IS_SAME({at}, '2026-01-01T00:00:00Z')                 | B",
                "IS_SAME({at}, '2026-02-01', 'day')                    | A",
                "IS_SAME({at}, '2026-12-31', 'year')                   | AB",
                "{at} >= DATETIME_PARSE('2026-02-01T12:00:00.500Z')    | A",
                "{at} > '2026-01-15'                                   | -",
                "{at} = '2026-01-01T00:00:00.000Z'                     | -",
                "DATETIME_PARSE('soon')                                | -",
                "IS_AFTER(CREATED_TIME(), '2026-03-01T09:59:59Z')      | ABN",
                "LAST_MODIFIED_TIME() = CREATED_TIME()                 | ABN",
                "0 * -1 = 0                                            | ABN",
                "({age} + 1) * 2 = 62                                  | A",
                "'a' + 1                                               | -"
            })
    void letsTheRightRowsThrough(String formula, String rows) {
        assertThat(matching(formula)).isEqualTo(rows == null ? "" : rows);
    }

    @Test
    void knowsTheRowsId() {
        assertThat(matching("RECORD_ID() = '" + bob + "'")).isEqualTo("B");
        assertThat(matching("OR(RECORD_ID()='" + ann + "',RECORD_ID()='" + none + "')"))
                .isEqualTo("AN");
    }

    @Test
    void takesFieldsByTheirIds() {
        assertThat(matching("{" + base.fieldId("People", "name") + "} = 'Ann'")).isEqualTo("A");
    }

    @Test
    void takesTextsThatAreEscaped() {
        assertThat(matching("{raw} = \"back\\\\slash \\\"quoted\\\"\\nnext\\ttab\""))
                .isEqualTo("N");
    }

    /** What becomes of a lookup by name whose input was not escaped. */
    @Test
    void isOpenToInjection() {
        String input = "\", \"\"=\"";
        assertThat(matching("OR({name}=\"" + input + "\")")).isEqualTo("ABN");
        String escaped = input.replace("\\", "\\\\").replace("\"", "\\\"");
        assertThat(matching("OR({name}=\"" + escaped + "\")")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name} = 'Ann' AND {age} = 30",
                "{name} = 'Ann",
                "{name = 'Ann'",
                "{name} == 'Ann'",
                "AND({name}",
                "AND({name},)",
                "{name} = \"line\nnext\"",
                "{name} = 'a\tb'",
                "{name} =",
                "1.2.3",
                "NOT()",
                "IF({name})",
                "NOSUCH({name})",
                "#",
                "{name} = \"a\\"
            })
    void isRefusedWhenItIsNone(String formula) {
        Reply refused = api.filter("People", formula);
        assertThat(refused.status()).as(formula).isEqualTo(422);
        assertThat(refused.error()).isEqualTo("INVALID_FILTER_BY_FORMULA");
        assertThat(refused.body().path("error").path("message").asText())
                .startsWith("The formula for filtering records is invalid: ");
    }

    @Test
    void isRefusedWhenItNamesNoField() {
        assertThat(api.filter("People", "{Nome}='Ann'")
                        .body()
                        .path("error")
                        .path("message")
                        .asText())
                .isEqualTo("The formula for filtering records is invalid: Unknown field names: nome");
    }
}
