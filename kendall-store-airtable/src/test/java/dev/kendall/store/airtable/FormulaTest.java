package dev.kendall.store.airtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kendall.testkit.airtable.FakeBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a text holds is read as formula; judged by the fake's own evaluator. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FormulaTest {
    private static final List<String> PIECES = List.of(
            "\"",
            "'",
            "\\",
            "\n",
            "\r",
            "\t",
            "{",
            "}",
            "(",
            ")",
            ",",
            "&",
            "=",
            "!=",
            "\\\"",
            "\\n",
            "\", \"\"=\"",
            "\" & \"",
            "TRUE()",
            "OR(1,1)",
            "RECORD_ID()",
            "{text}",
            "😀",
            "é",
            "a",
            " ",
            "%",
            "//",
            "\\\\",
            "\u2028");

    private static String hostile(Random random) {
        StringBuilder text = new StringBuilder("x");
        for (int i = random.nextInt(8); i >= 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.append('x').toString();
    }

    @Test
    void a_text_matches_itself_and_nothing_else() {
        long seed = Long.getLong("kendall.formula.seed", System.nanoTime());
        Random random = new Random(seed);
        FakeBase base = AirtableFixture.base(schema -> schema.table("Texts", fields -> fields.longText("text")));
        List<Map<String, String>> rows = new ArrayList<>();
        TreeSet<String> texts = new TreeSet<>();
        while (texts.size() < 150) {
            texts.add(hostile(random));
        }
        texts.forEach(text -> rows.add(Map.of("text", text)));
        base.insertAll("Texts", rows);
        AirtableOptions options = AirtableFixture.options(base).build();
        AirtableClient client = new AirtableClient(options, new RequestLimiter(10_000, Pacer.SYSTEM), Lane.LIVE);
        for (String text : texts) {
            Formula same = Formula.eq(Formula.field("text"), Formula.text(text));
            assertThat(client.list("Texts", ListQuery.where(same)))
                    .as("seed %s", seed)
                    .extracting(record -> record.fields().path("text").asText())
                    .containsExactly(text);
            Formula part = Formula.contains(Formula.field("text"), Formula.text(text));
            assertThat(client.list("Texts", ListQuery.where(part)))
                    .as("seed %s", seed)
                    .extracting(record -> record.fields().path("text").asText())
                    .containsExactlyInAnyOrderElementsOf(
                            texts.stream().filter(each -> each.contains(text)).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a}", "{a", "a\nb", "a\\", "", " "})
    void a_field_name_that_could_end_early_is_refused(String name) {
        assertThatThrownBy(() -> Formula.field(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void conditions_are_joined_by_functions() {
        Formula one = Formula.eq(Formula.field("a"), Formula.text("1"));
        Formula other = Formula.not(Formula.empty(Formula.field("b")));
        assertThat(Formula.and(one, Formula.or(one, other)).source())
                .isEqualTo("AND({a}=\"1\",OR({a}=\"1\",NOT({b}&\"\"=\"\")))");
        assertThat(Formula.and(one).source()).isEqualTo("{a}=\"1\"");
        assertThatThrownBy(() -> Formula.or(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
