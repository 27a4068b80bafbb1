package dev.kendall.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksTest {
    private static final String SECRET = "wine at nine";

    @Test
    void text_may_be_empty_and_is_returned_as_it_is() {
        assertThat(Checks.text("note", "", 5)).isEmpty();
        String odd = "a\n\t\uFFFF\uD83D\uDE00";
        assertThat(Checks.text("note", odd, 6)).isSameAs(odd);
    }

    @Test
    void text_is_measured_in_utf_16_units_up_to_the_limit() {
        assertThat(Checks.text("note", "12345", 5)).isEqualTo("12345");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.text("note", "1234\uD83D\uDE00", 5))
                .withMessage("note has 6 characters; at most 5 are allowed");
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "1, a", "3, abc"})
    void text_refuses_nul_and_says_where(int index, String before) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.text("note", before + "\0" + SECRET, 100))
                .withMessage("note holds a NUL character at index " + index + "; remove it");
    }

    @ParameterizedTest
    @CsvSource({
        "\\uD83D, 0",
        "a\\uD83D, 1",
        "\\uDE00, 0",
        "\\uD83Dx, 0",
        "\\uDE00\\uD83D, 0",
        "\\uD83D\\uD83D\\uDE00, 0",
        "\\uD83D\\uDE00\\uDE00, 2"
    })
    void text_refuses_an_unpaired_surrogate_and_says_where(String escaped, int index) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.text("note", unescape(escaped), 100))
                .withMessage("note holds an unpaired surrogate at index " + index + "; it is not valid Unicode");
    }

    private static String unescape(String escaped) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            if (escaped.startsWith("\\u", i)) {
                text.append((char) Integer.parseInt(escaped.substring(i + 2, i + 6), 16));
                i += 5;
            } else {
                text.append(escaped.charAt(i));
            }
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u2003"})
    void filled_refuses_what_is_blank(String blank) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.filled("title", blank, 5))
                .withMessage("title is blank");
    }

    @Test
    void null_is_refused_by_name_where_a_text_is_needed_and_kept_where_it_may_be_absent() {
        assertThatNullPointerException()
                .isThrownBy(() -> Checks.text("title", null, 5))
                .withMessage("title");
        assertThatNullPointerException()
                .isThrownBy(() -> Checks.filled("title", null, 5))
                .withMessage("title");
        assertThat(Checks.textOrNull("title", null, 5)).isNull();
        assertThat(Checks.filledOrNull("title", null, 5)).isNull();
        assertThat(Checks.timeOrNull("at", null)).isNull();
        assertThat(Checks.textOrNull("title", "", 5)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.filledOrNull("title", "", 5))
                .withMessage("title is blank");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "important_date", "a1", "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcd"})
    void a_slug_is_a_letter_and_up_to_63_letters_digits_and_underscores(String slug) {
        assertThat(Checks.slug("type", slug)).isEqualTo(slug);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1a",
                "_a",
                "A",
                "a-b",
                "a b",
                "ä",
                "a\n",
                "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcde"
            })
    void what_is_no_slug_is_refused_without_being_quoted(String slug) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.slug("type", slug))
                .withMessage(
                        "type must be 1 to 64 of a-z, 0-9 and _, beginning with a letter, such as \"important_date\"");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T10:00:00.123456789Z, 2026-03-01T10:00:00.123456Z",
        "2026-03-01T10:00:00.999999999Z, 2026-03-01T10:00:00.999999Z",
        "1969-12-31T23:59:59.999999999Z, 1969-12-31T23:59:59.999999Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999Z"
    })
    void time_is_truncated_to_microseconds(Instant time, Instant kept) {
        assertThat(Checks.time("at", time)).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-12-31T23:59:59.999999Z", "+10000-01-01T00:00:00Z", "-1000000000-01-01T00:00:00Z"})
    void times_that_a_database_cannot_keep_are_refused(Instant time) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.time("at", time))
                .withMessage("at is " + time
                        + "; times from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999Z can be stored");
    }

    @Test
    void ranges_include_both_ends() {
        assertThat(Checks.range("limit", 1, 1, 3)).isEqualTo(1);
        assertThat(Checks.range("limit", 3, 1, 3)).isEqualTo(3);
        assertThat(Checks.range("share", 0.0, 0.0, 1.0)).isZero();
        assertThat(Checks.range("share", 1.0, 0.0, 1.0)).isOne();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.range("limit", 0, 1, 3))
                .withMessage("limit is 0; it must be from 1 to 3");
        assertThatIllegalArgumentException().isThrownBy(() -> Checks.range("limit", 4, 1, 3));
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -Double.MIN_VALUE, 1.0000001})
    void a_share_that_is_no_number_from_0_to_1_is_refused(double value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.range("share", value, 0.0, 1.0))
                .withMessageStartingWith("share is " + value);
    }

    @Test
    void versions_start_at_1() {
        assertThat(Checks.version(1)).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.version(0))
                .withMessage("version is 0; versions start at 1");
    }
}
