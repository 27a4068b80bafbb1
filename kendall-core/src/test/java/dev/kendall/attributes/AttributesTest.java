package dev.kendall.attributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.kendall.json.DomainJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributesTest {
    private static final Attributes ALL_KINDS = Attributes.none()
            .with("text", "wine at nine")
            .with("empty", "")
            .with("whole", Long.MIN_VALUE)
            .with("part", 0.1)
            .with("yes", true)
            .with("list", List.of("b", "a", "b"))
            .with("none", List.of());

    @Test
    void values_are_found_by_key_and_kind() {
        assertThat(ALL_KINDS.findText("text")).contains("wine at nine");
        assertThat(ALL_KINDS.findText("empty")).contains("");
        assertThat(ALL_KINDS.findNumber("whole")).contains(BigDecimal.valueOf(Long.MIN_VALUE));
        assertThat(ALL_KINDS.findNumber("part")).contains(new BigDecimal("0.1"));
        assertThat(ALL_KINDS.findFlag("yes")).contains(true);
        assertThat(ALL_KINDS.findTexts("list")).contains(List.of("b", "a", "b"));
        assertThat(ALL_KINDS.findTexts("none")).contains(List.of());
    }

    @Test
    void what_is_of_another_kind_or_not_there_is_not_found() {
        assertThat(ALL_KINDS.findNumber("text")).isEmpty();
        assertThat(ALL_KINDS.findText("whole")).isEmpty();
        assertThat(ALL_KINDS.findFlag("list")).isEmpty();
        assertThat(ALL_KINDS.findTexts("yes")).isEmpty();
        assertThat(ALL_KINDS.findText("absent")).isEmpty();
        assertThat(ALL_KINDS.find("absent")).isEmpty();
    }

    @Test
    void attributes_never_change() {
        Attributes one = Attributes.none().with("a", 1);
        Attributes two = one.with("a", 2).with("b", 3);

        assertThat(one.findNumber("a")).contains(BigDecimal.ONE);
        assertThat(two.without("a").asMap()).containsOnlyKeys("b");
        assertThat(two.asMap()).containsOnlyKeys("a", "b").isUnmodifiable();
        Map<String, AttributeValue> given = new HashMap<>(two.asMap());
        Attributes copy = Attributes.from(given);
        given.clear();
        assertThat(copy).isEqualTo(two);
        List<String> texts = new ArrayList<>(List.of("x"));
        Attributes list = Attributes.none().with("list", texts);
        texts.add("y");
        assertThat(list.findTexts("list")).contains(List.of("x"));
    }

    @Test
    void taking_the_last_one_away_leaves_none() {
        assertThat(Attributes.none().with("a", 1).without("a")).isSameAs(Attributes.none());
        assertThat(Attributes.none().isEmpty()).isTrue();
        assertThat(ALL_KINDS.isEmpty()).isFalse();
    }

    @Test
    void the_order_is_that_of_the_keys() {
        assertThat(ALL_KINDS.asMap().keySet()).containsExactly("empty", "list", "none", "part", "text", "whole", "yes");
    }

    @ParameterizedTest
    @CsvSource({"1.50, 1.5", "100, 1E+2", "0, 0.000", "-0.0, 0", "1000.00, 1000"})
    void numbers_are_equal_when_their_values_are(BigDecimal left, BigDecimal right) {
        AttributeValue.Number number = new AttributeValue.Number(left);
        assertThat(number).isEqualTo(new AttributeValue.Number(right));
        assertThat(number.hashCode()).isEqualTo(new AttributeValue.Number(right).hashCode());
        assertThat(number.value()).isEqualByComparingTo(left);
        assertThat(number.value().scale()).isNotNegative();
    }

    @Test
    void a_whole_number_and_the_same_one_as_a_fraction_are_equal() {
        assertThat(Attributes.none().with("a", 3)).isEqualTo(Attributes.none().with("a", 3.0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E+101", "1E-101", "1E+1000000000", "1E-1000000000"})
    void numbers_of_more_than_100_digits_are_refused(BigDecimal number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AttributeValue.Number(number))
                .withMessage("an attribute number has more than 100 digits; keep it as a text");
    }

    @Test
    void numbers_of_100_digits_are_kept() {
        BigDecimal digits = new BigDecimal("9".repeat(100));
        assertThat(new AttributeValue.Number(digits).value()).isEqualTo(digits);
        assertThat(new AttributeValue.Number(digits.movePointLeft(100)).value()).isEqualTo(digits.movePointLeft(100));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AttributeValue.Number(new BigDecimal("9".repeat(101))));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void numbers_must_be_finite(double number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Attributes.none().with("a", number))
                .withMessage("attribute 'a' is not a finite number");
    }

    @Test
    void there_are_at_most_100_keys() {
        Attributes attributes = Attributes.none();
        for (int i = 0; i < 100; i++) {
            attributes = attributes.with("k" + i, i);
        }
        Attributes full = attributes;
        assertThat(full.with("k0", "changed").asMap()).hasSize(100);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> full.with("k100", 1))
                .withMessage("number of attributes is 101; it must be from 0 to 100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\0", "\uD83D"})
    void keys_are_texts_that_a_database_keeps(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Attributes.none().with(key, 1))
                .withMessageStartingWith("attribute key ");
    }

    @Test
    void keys_have_at_most_64_characters() {
        assertThat(Attributes.none().with("k".repeat(64), 1).asMap()).hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> Attributes.none().with("k".repeat(65), 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0", "\uDE00"})
    void texts_are_texts_that_a_database_keeps(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Attributes.none().with("a", text));
        assertThatIllegalArgumentException().isThrownBy(() -> Attributes.none().with("a", List.of("fine", text)));
    }

    @Test
    void texts_and_lists_have_limits() {
        assertThat(Attributes.none().with("a", "x".repeat(100_000)).isEmpty()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Attributes.none().with("a", "x".repeat(100_001)))
                .withMessage("attribute text has 100001 characters; at most 100000 are allowed");
        assertThat(Attributes.none().with("a", Collections.nCopies(1_000, "x")).isEmpty())
                .isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Attributes.none().with("a", Collections.nCopies(1_001, "x")));
    }

    @Test
    void null_is_no_value() {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put("a", null);
        assertThatNullPointerException().isThrownBy(() -> Attributes.from(values));
        assertThatNullPointerException().isThrownBy(() -> Attributes.none().with("a", (String) null));
    }

    @Test
    void nothing_of_the_values_shows_in_a_log() {
        assertThat(ALL_KINDS).hasToString("Attributes[empty, list, none, part, text, whole, yes]");
        assertThat(new AttributeValue.Text("wine at nine")).hasToString("Text[12 characters]");
        assertThat(new AttributeValue.Texts(List.of("wine", "tea"))).hasToString("Texts[2]");
    }

    @Test
    void json_and_back_gives_the_same_attributes() {
        Attributes odd = ALL_KINDS
                .with("type", "a \"quoted\" \\ line\n\u2028 \uD83D\uDE00 </script>")
                .with("huge", new AttributeValue.Number(new BigDecimal("9".repeat(100))))
                .with("tiny", new AttributeValue.Number(new BigDecimal("1E-100")))
                .with("max", Double.valueOf("123456789.123456789"))
                .with("é \"key\"", 1);
        String json = DomainJson.write(odd);
        assertThat(DomainJson.read(json, Attributes.class)).isEqualTo(odd);
        assertThat(DomainJson.read(DomainJson.tree(odd), Attributes.class)).isEqualTo(odd);
        assertThat(json).doesNotContain("\n");
    }

    @Test
    void json_is_a_plain_object() {
        assertThat(DomainJson.write(Attributes.none()
                        .with("n", 1.50)
                        .with("t", "x")
                        .with("f", true)
                        .with("l", List.of("y"))))
                .isEqualTo("{\"f\":true,\"l\":[\"y\"],\"n\":1.5,\"t\":\"x\"}");
        assertThat(DomainJson.write(Attributes.none())).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "3",
                "\"text\"",
                "{\"a\":null}",
                "{\"a\":{}}",
                "{\"a\":[1]}",
                "{\"a\":[null]}",
                "{\"a\":[[]]}",
                "{\"a\":1,\"a\":2}",
                "{\"\":1}",
                "{\"a\":1e101}",
                "{\"a\":\"\\u0000\"}",
                "{\"a\":\"\\ud83d\"}"
            })
    void json_of_anything_else_is_refused(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> DomainJson.read(json, Attributes.class));
    }
}
